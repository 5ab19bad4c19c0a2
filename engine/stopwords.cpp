#include "engine/stopwords.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace verbatim {

namespace {

struct StopList {
    std::string_view lang;
    std::string_view words;  // folded, separated by spaces, one before the first and after the last
};

constexpr StopList kStopLists[] = {
    {"en",
     " a an the this that these those i me my mine we us our ours you your yours he him his she "
     "her hers it its "
     "they them their theirs who whom whose which what and or but if then so as of at by for with "
     "about into to "
     "from in on off am is are was were be been being have has had having do does did doing will "
     "would shall "
     "should can could may might must there here than i'm i've i'd i'll it's that's you're we're "
     "they're "
     "isn't wasn't s t too very quite rather really just also even "},
    {"de",
     " der die das den dem des ein eine einen einem einer eines ich mich mir mein meine du dich "
     "dir wir uns unser "
     "ihr euch sie ihnen er ihn ihm es und oder aber wenn dann so als wie von bei mit fur zu zum "
     "zur aus in im an "
     "am auf um ist sind war waren bin bist sein haben hat hatte hatten habe wird werden wurde "
     "wurden kann konnte "
     "dass das ob sich da hier man auch "},
    {"fr",
     " le la les l un une des du de d je j me m mon ma mes tu te t ton ta tes il elle on nous vous "
     "ils elles se s "
     "ce c cet cette ces et ou mais si que qu qui quoi dont ou a au aux en dans par pour avec sur "
     "est sont etait "
     "etaient ete suis es etre ai as avons avez ont avait avoir y leur leurs notre nos votre vos "},
    {"es",
     " el la los las un una unos unas yo me mi mis tu te ti su sus nos nosotros vosotros ellos "
     "ellas el ella usted "
     "ustedes se lo le les y o pero si que quien de del a al en por para con es son era eran fue "
     "fueron soy eres "
     "ser he ha han habia haber este esta estos estas ese esa eso esto como "},
    {"it",
     " il lo la i gli le un uno una io mi me mio mia tu ti te tuo noi ci voi vi loro si e ed o ma "
     "se che chi di a da "
     "in con su per tra fra del della dei delle al alla ai alle dal dalla nel nella sul sulla sono "
     "sei siamo era "
     "erano essere ho hai ha abbiamo hanno questo questa quello quella "},
    {"pt",
     " o a os as um uma uns umas eu me mim meu minha tu te ti teu nos vos ele ela eles elas se lhe "
     "e ou mas que quem "
     "de do da dos das em no na nos nas por para com e sao era eram foi foram sou ser ter tem "
     "tinha este esta isso "
     "isto "},
    {"nl",
     " de het een ik me mij mijn je jij jou jouw we wij ons onze u uw hij hem zijn zij ze haar hun "
     "en of maar als dan "
     "dat die dit deze van bij met voor te tot uit in op aan om is ben bent was waren heeft hebben "
     "had wordt worden "
     "er "},
    {"ru",
     " я меня мне мной мы нас нам ты тебя тебе вы вас вам он его ему она ее ей оно они их им и а "
     "но или если то что "
     "чтобы как в во на с со к ко по из за у о об от до для при это этот эта эти тот был была было "
     "были быть есть же "
     "ли бы "},
    {"sv",
     " en ett den det de jag mig min mitt mina vi oss du dig ni er han hon honom henne och eller "
     "men om som att av i "
     "pa med for till fran ar var har hade ska kan "},
    {"da",
     " en et den det de jeg mig min mit vi os du dig i jer han hun ham hende og eller men om som "
     "at af pa med for til "
     "fra er var har havde skal kan "},
    {"ja",
     " は が を に へ と で も の か よ ね な や から まで より です ます でし まし た て だ し い "
     "れ る こと もの それ これ "},
    {"zh", " 的 了 是 在 我 你 他 她 它 们 和 与 也 就 都 这 那 一 个 着 过 吗 呢 吧 很 "},
    {"no",
     " en ei et den det de jeg meg min mitt mine vi oss du deg dere han hun ham henne og eller men "
     "om som at av i pa med for til fra er var har hadde skal kan vil ble "},
    {"fi",
     " mina minua minun sina me te he han hanen se ne tama tuo ja tai vai mutta jos kun niin etta "
     "joka jotka mika on oli ovat olivat olen olet olla ollut myos kuin "},
    {"tr",
     " bir bu su o ben sen biz siz onlar ve ile veya ya de da ki mi mu ama fakat cok icin gibi "
     "kadar ise olan olarak ne her daha var "},
    {"pl",
     " ja mnie mi my nas nam ty ci wy on ona ono oni one jego jej ich sie i a oraz lub albo ale "
     "jesli ze ktory ktora ktore co to ten ta te w we z ze na do od o po za przy dla przez jest sa "
     "byl byla bylo byly jak "},
    {"hu",
     " a az egy ez en te o mi ti ok es vagy de hogy ha mint is van volt vannak voltak lesz meg "
     "csak "
     "ki ami aki "},
    {"el",
     " ο η το οι τα του τησ των τον την τουσ τισ ενασ μια ενα και η αλλα αν που πωσ οτι να θα με "
     "σε "
     "απο για στο στη στην στον στα ειναι ηταν εχω εχει μου σου μασ σασ "},
    {"th", " ที่ และ ของ เป็น ก็ จะ ได้ ให้ ว่า กับ ใน มี นี้ นั้น ครับ ค่ะ คะ นะ "},
};

using Words = std::unordered_set<std::string_view>;

const Words* words_of(std::string_view lang) {
    static const std::unordered_map<std::string_view, Words> lists = [] {
        std::unordered_map<std::string_view, Words> by_language;
        for (const auto& [language, words] : kStopLists)
            for (std::size_t begin = 1; begin < words.size();) {
                const std::size_t end = std::min(words.find(' ', begin), words.size());
                by_language[language].insert(words.substr(begin, end - begin));
                begin = end + 1;
            }
        return by_language;
    }();
    const auto found = lists.find(lang);
    return found == lists.end() ? nullptr : &found->second;
}

}  // namespace

bool is_stopword(std::string_view folded, std::string_view lang) {
    const Words* const words = words_of(lang);
    return words != nullptr && words->contains(folded);
}

}  // namespace verbatim
