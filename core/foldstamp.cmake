# Writes the definition of foldStamp(): a hash of the files named in SOURCES, one a line, whatever their place.
# Run while building, whenever one of them changed.
file(STRINGS ${SOURCES} files)
list(SORT files)
set(hashes "")
foreach(file ${files})
  file(SHA256 ${file} hash)
  string(APPEND hashes ${hash})
endforeach()
string(SHA256 stamp "${hashes}")
file(WRITE ${OUTPUT} "#include \"core/engine/foldstamp.h\"

namespace penelope::engine {

const char* foldStamp()
{
    return \"${stamp}\";
}

} // namespace penelope::engine
")
