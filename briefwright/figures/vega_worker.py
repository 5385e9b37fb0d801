"""A program of its own: a Vega-Lite specification on its input → SVG, or what is wrong with it.

Run in a process that can be ended: a specification can work without end, or take so much memory
that Vega's engine gives up and its process with it. It imports nothing of Briefwright.
"""

import json
import sys

if __name__ == "__main__":
    import vl_convert

    request = json.load(sys.stdin)
    vl_convert.register_font_directory(request["fonts"])
    try:
        drawn = vl_convert.vegalite_to_svg(request["specification"], allowed_base_urls=[])
    except ValueError as error:
        answer = {"fault": str(error)}
    else:
        answer = {"svg": drawn}
    json.dump(answer, sys.stdout)
