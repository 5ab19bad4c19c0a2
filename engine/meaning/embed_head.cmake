# Writes OUTPUT, a C++ source that holds the bytes of FILE as Head::built_in().
file(READ ${FILE} hex HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n" bytes
    "${bytes}")
file(WRITE ${OUTPUT} "// Made by engine/meaning/embed_head.cmake from head.bin.\n"
    "#include <cassert>\n\n"
    "#include \"engine/meaning/head.h\"\n\n"
    "namespace verbatim {\n\n"
    "namespace {\n\n"
    "constexpr unsigned char kBytes[] = {\n${bytes}};\n\n"
    "Head parsed() {\n"
    "    const void* bytes = kBytes;\n"
    "    auto head = Head::parse({static_cast<const char*>(bytes), sizeof kBytes});\n"
    "    assert(head);\n"
    "    return *std::move(head);\n}\n\n"
    "}  // namespace\n\n"
    "const Head& Head::built_in() {\n"
    "    static const Head head = parsed();\n"
    "    return head;\n}\n\n}  // namespace verbatim\n")
