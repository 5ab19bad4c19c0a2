# Writes OUTPUT, a C++ source that holds the bytes of FILES as Lenses::built_in_files().
set(entries "")
foreach(file IN LISTS FILES)
    get_filename_component(name ${file} NAME)
    file(READ ${file} text)
    string(FIND "${text}" ")lens\"" clash)
    if(NOT clash EQUAL -1)
        message(FATAL_ERROR "${name} contains the end of a raw string")
    endif()
    string(APPEND entries "    {\"${name}\", R\"lens(${text})lens\"},\n")
endforeach()
file(WRITE ${OUTPUT} "// Made by engine/lenses/embed.cmake from the lens files.\n"
    "#include \"engine/lens.h\"\n\n"
    "namespace verbatim {\n\n"
    "namespace {\n\nconstexpr LensFile kFiles[] = {\n${entries}};\n\n}  // namespace\n\n"
    "std::span<const LensFile> Lenses::built_in_files() {\n    return kFiles;\n}\n\n}  // namespace verbatim\n")
