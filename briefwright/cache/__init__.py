"""What was built before → not built again, as long as nothing that it is made of has changed.

Two levels: a whole run whose input files are as they were is answered before the engine is loaded
(`runs`); else each edition is looked for by what it says and how it looks (`editions`).

store     bytes in a folder, written whole, checked when they are read, the oldest dropped
shared    the same for several machines, in a folder or a bucket
inputs    files → their sizes, times and digests; what the machine brings
runs      a command → what it printed, if none of its inputs and outputs changed
digests   a value → its digest
editions  an edition → its key, what the key is made of, and what is kept of it
making    an edition that is asked for → it, built or taken from the cache
"""
