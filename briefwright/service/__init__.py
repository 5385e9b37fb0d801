"""Briefings in a browser for a whole office: pick one, an audience, a language, and download it.

catalogue     folders → every briefing with its editions
making        what a worker does: an edition asked for → its files, its pages as pictures
jobs          editions asked for → work, one for each maker at a time; progress, cancelling
edition_maker an edition asked for → made here or on a cluster, and kept
inspecting    what a worker does for pictures and tables: checked, listed with their uses, shown
saving        changes → tried and saved, while others save too
trying        what a worker does for changes: what they would say, and break
editor        texts and blocks changed in the web page of an edition; forms by the dictionary
reviewing     what a worker does to review a briefing: what is wrong, who gets what
users         who asks, and what each may see and do
seen          briefings and jobs as one user may see them; pages have nothing else
clearance     a briefing and a user's audiences → what of it may be seen
change_clearance  changes → what of them may be seen, and whether they disclose more
selecting     a briefing, an audience, a language → the edition, selected once
bodies        a request and what it sends → refused where it is too large or too slow
parsing       what a request says → the fields of its form, the numbers in its address
limited       work in a limited process, one piece after the other
states        a briefing's jobs → how each of its editions stands
searching     words that are looked for → the briefings that say them
pages         every address that people visit; each page works without scripts
shelf_pages, creation_pages  briefings, and what is asked of them; new ones
account_view  an edition's account → what stands of it in a page
job_pages, file_pages, change_pages  an edition on its way, and done; pictures, data; changes
issued, issued_pages  what was issued, as one user may see it; its pages
recipient_lists, list_pages  who would get what was issued, for who may send; their pages
deliveries, delivery_pages  what is sent: begun, followed, decided; its pages
unsubscribe_pages  what a recipient visits who wants no more
review_pages  who gets what, and what an editor finds
rendering, files, archive  a page, a file, several files → an answer
api           the same for programs: briefings, jobs and files as JSON, described by OpenAPI
operation     whether it works, how much it does, its log; behind a proxy
assembly      all of it → an app
"""
