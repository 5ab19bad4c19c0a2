# Writes OUTPUT, a C++ source that holds the bytes of FILE as LensModel::built_in_bytes(): as a
# string, which compiles a hundred times faster than a list of numbers.
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" bytes "${hex}")
file(SIZE ${FILE} size)
file(WRITE ${OUTPUT} "// Made by engine/lenses/embed_model.cmake from the trained model.\n"
    "#include \"engine/lens_model.h\"\n\n"
    "namespace verbatim {\n\n"
    "std::string_view LensModel::built_in_bytes() {\n"
    "    return {\"${bytes}\", ${size}};\n"
    "}\n\n}  // namespace verbatim\n")
