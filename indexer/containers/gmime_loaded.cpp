#include "indexer/containers/gmime_loaded.h"

#include <dlfcn.h>
#include <gmime/gmime.h>

#include <cstdlib>

// The functions of GMime and GLib that mail_parts.cpp calls, under their own names and types, which
// the compiler checks against their headers: each hands its arguments on to the library that was
// loaded.
namespace verbatim {

namespace {

void* library() {
    static void* const handle = dlopen("libgmime-3.0.so.0", RTLD_NOW | RTLD_LOCAL);
    return handle;
}

// Of GMime or of what it was linked with. A library without it is none that carries this number.
template <typename Function>
Function loaded(const char* name) {
    void* const found = dlsym(library(), name);
    if (found == nullptr) std::abort();
    return reinterpret_cast<Function>(found);
}

}  // namespace

bool load_gmime() {
    if (library() == nullptr) return false;
    static const bool begun = (g_mime_init(), true);
    return begun;
}

}  // namespace verbatim

#define HAND_ON(name, ...)                                                   \
    static const auto function = verbatim::loaded<decltype(&(name))>(#name); \
    return function(__VA_ARGS__);

#define FORWARD_0(result, name) \
    result name(void) {         \
        HAND_ON(name)           \
    }
#define FORWARD_1(result, name, a) \
    result name(a one) {           \
        HAND_ON(name, one)         \
    }
#define FORWARD_2(result, name, a, b) \
    result name(a one, b two) {       \
        HAND_ON(name, one, two)       \
    }
#define FORWARD_3(result, name, a, b, c) \
    result name(a one, b two, c three) { \
        HAND_ON(name, one, two, three)   \
    }

extern "C" {
// clang-format off
FORWARD_2(gchar*, g_date_time_format, GDateTime*, const gchar*)
FORWARD_1(GDateTime*, g_date_time_to_utc, GDateTime*)
FORWARD_1(void, g_date_time_unref, GDateTime*)
FORWARD_1(void, g_free, gpointer)
FORWARD_1(void, g_object_unref, gpointer)
FORWARD_2(GTypeInstance*, g_type_check_instance_cast, GTypeInstance*, GType)
FORWARD_2(gboolean, g_type_check_instance_is_a, GTypeInstance*, GType)

FORWARD_1(const char*, g_mime_content_type_get_media_subtype, GMimeContentType*)
FORWARD_1(const char*, g_mime_content_type_get_media_type, GMimeContentType*)
FORWARD_2(const char*, g_mime_content_type_get_parameter, GMimeContentType*, const char*)
FORWARD_3(gboolean, g_mime_content_type_is_type, GMimeContentType*, const char*, const char*)
FORWARD_2(ssize_t, g_mime_data_wrapper_write_to_stream, GMimeDataWrapper*, GMimeStream*)
FORWARD_1(const char*, g_mime_header_get_raw_value, GMimeHeader*)
FORWARD_2(GMimeHeader*, g_mime_header_list_get_header, GMimeHeaderList*, const char*)
FORWARD_0(void, g_mime_init)
FORWARD_1(GMimeObject*, g_mime_message_get_mime_part, GMimeMessage*)
FORWARD_1(GMimeMessage*, g_mime_message_part_get_message, GMimeMessagePart*)
FORWARD_0(GType, g_mime_message_part_get_type)
FORWARD_1(int, g_mime_multipart_get_count, GMimeMultipart*)
FORWARD_2(GMimeObject*, g_mime_multipart_get_part, GMimeMultipart*, int)
FORWARD_0(GType, g_mime_multipart_get_type)
FORWARD_1(GMimeContentType*, g_mime_object_get_content_type, GMimeObject*)
FORWARD_2(const char*, g_mime_object_get_content_type_parameter, GMimeObject*, const char*)
FORWARD_1(const char*, g_mime_object_get_disposition, GMimeObject*)
FORWARD_1(GMimeHeaderList*, g_mime_object_get_header_list, GMimeObject*)
FORWARD_0(GType, g_mime_object_get_type)
FORWARD_2(GMimeMessage*, g_mime_parser_construct_message, GMimeParser*, GMimeParserOptions*)
FORWARD_1(GMimeParser*, g_mime_parser_new_with_stream, GMimeStream*)
FORWARD_1(void, g_mime_parser_options_free, GMimeParserOptions*)
FORWARD_0(GMimeParserOptions*, g_mime_parser_options_new)
FORWARD_2(void, g_mime_parser_options_set_fallback_charsets, GMimeParserOptions*, const char**)
FORWARD_1(GMimeDataWrapper*, g_mime_part_get_content, GMimePart*)
FORWARD_1(const char*, g_mime_part_get_filename, GMimePart*)
FORWARD_0(GType, g_mime_part_get_type)
FORWARD_1(GByteArray*, g_mime_stream_mem_get_byte_array, GMimeStreamMem*)
FORWARD_0(GType, g_mime_stream_mem_get_type)
FORWARD_0(GMimeStream*, g_mime_stream_mem_new)
FORWARD_2(GMimeStream*, g_mime_stream_mem_new_with_buffer, const char*, size_t)
FORWARD_1(GDateTime*, g_mime_utils_header_decode_date, const char*)
FORWARD_2(char*, g_mime_utils_header_decode_text, GMimeParserOptions*, const char*)
FORWARD_1(const char*, internet_address_get_name, InternetAddress*)
FORWARD_2(InternetAddress*, internet_address_list_get_address, InternetAddressList*, int)
FORWARD_1(int, internet_address_list_length, InternetAddressList*)
FORWARD_2(InternetAddressList*, internet_address_list_parse, GMimeParserOptions*, const char*)
FORWARD_1(const char*, internet_address_mailbox_get_addr, InternetAddressMailbox*)
FORWARD_0(GType, internet_address_mailbox_get_type)
// clang-format on
}  // extern "C"
