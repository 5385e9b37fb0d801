import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Pairs of a profile and a file, such as "ua1 a.pdf 3a a.pdf" -> one line for each rule that a file
 * breaks: profile, file, rule, what the rule says, separated by tabs; and one line for each pair
 * that was looked through, with its number of checks. The exit code is 0 unless a pair could not
 * be looked through at all.
 */
public final class VeraCheck {
    private static final int SHOWN = 1; // failed checks of a rule that are remembered

    private final PrintStream out =
            new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);

    public static void main(String[] pairs) {
        Logger.getLogger("").setLevel(Level.OFF);
        VeraGreenfieldFoundryProvider.initialise();
        VeraCheck check = new VeraCheck();
        boolean whole = true;
        for (int at = 0; at + 1 < pairs.length; at += 2) {
            whole &= check.file(pairs[at], pairs[at + 1]);
        }
        System.exit(whole ? 0 : 1);
    }

    private boolean file(String profile, String path) {
        PDFAFlavour flavour = PDFAFlavour.byFlavourId(profile);
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), flavour);
                PDFAValidator validator = Foundries.defaultInstance()
                        .createValidator(flavour, SHOWN, false, true, false)) {
            ValidationResult result = validator.validate(parser);
            for (Map.Entry<RuleId, Integer> broken : result.getFailedChecks().entrySet()) {
                say(profile, path, name(broken.getKey()), told(result, broken.getKey()));
            }
            String verdict = result.isCompliant() ? "passed" : "failed";
            say(profile, path, verdict, Integer.toString(result.getTotalAssertions()));
            return true;
        } catch (Throwable error) {
            say(profile, path, "unread", String.valueOf(error));
            return false;
        }
    }

    private void say(String... words) {
        String[] plain = new String[words.length];
        for (int at = 0; at < words.length; at++) {
            plain[at] = words[at].replaceAll("\\s+", " ");
        }
        out.println(String.join("\t", plain));
    }

    private static String name(RuleId rule) {
        return rule.getClause() + "-" + rule.getTestNumber();
    }

    private static String told(ValidationResult result, RuleId rule) {
        for (TestAssertion found : result.getTestAssertions()) {
            if (found.getRuleId().equals(rule)
                    && found.getStatus() == TestAssertion.Status.FAILED) {
                return found.getMessage() + " | " + found.getErrorMessage() + " | "
                        + found.getLocation().getContext();
            }
        }
        return "";
    }
}
