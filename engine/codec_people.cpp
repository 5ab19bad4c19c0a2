#include "engine/codec_frame.h"
#include "engine/people.h"
#include "record.pb.h"

namespace verbatim {

std::string encode(const Person& from) {
    record::Person to;
    to.set_key(from.key);
    to.set_name(from.name);
    for (const std::string& address : from.addresses) to.add_addresses(address);
    for (const auto& [key, value] : from.attributes) (*to.mutable_attributes())[key] = value;
    return frame(to);
}

Result<Person> decode_person(std::string_view bytes) {
    const auto from = unframe<record::Person>(bytes);
    if (!from) return from.error();
    Person to;
    to.key = from->key();
    to.name = from->name();
    to.addresses = {from->addresses().begin(), from->addresses().end()};
    to.attributes = {from->attributes().begin(), from->attributes().end()};
    return to;
}

}  // namespace verbatim
