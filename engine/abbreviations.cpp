#include "engine/abbreviations.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace verbatim {

namespace {

struct List {
    std::string_view lang;
    Abbreviation kind;
    std::string_view words;
};

using enum Abbreviation;

constexpr List kAbbreviations[] = {
    {"en", title,
     "mr mrs ms mx messrs dr prof rev hon sen rep gov gen col capt cpt lt sgt maj cmdr adm pres st "
     "mt fr supt pvt atty det"},
    {"en", number,
     "n° nos nr p pp pg pgs ch chap vol vols fig figs ext tel rm apt ste approx ca rs eq oct nov "
     "sept "
     "sep aug apr feb jan tues thur thurs"},
    {"en", number_word,
     "no art arts sec sect item ref par para ver jun dec mar mon tue wed thu fri sat sun"},
    {"en", middle, "e.g eg i.e ie f.e vs cf viz al i.a esp incl excl resp btw a.k.a aka w c.f"},
    {"en", ending,
     "etc inc ltd co corp cos llc bros jr sr esq ph.d phd m.d dept univ assn ave blvd rd hwy bldg "
     "max avg est misc temp appt hr hrs mins secs yr yrs wk wks lb lbs oz kg km cm mm ft sq qty "
     "asst mgr mgmt exec intl natl govt gov orig prev med org hosp cont admin min subj dist div "
     "pkg req rec tech univ"},
    {"en", time, "a.m p.m am pm"},
    {"de", title,
     "hr fr frl dr prof dipl ing med phil rer nat jur st hl sog kath evang ev mag gebr dt nieders "
     "vorm ehem staatl stadt stadt"},
    {"de", number,
     "nr s seite abs art bd kap ziff tel ca anm aufl jh jhd plz hausnr std min sek abb tab ab"},
    {"de", middle,
     "z.b z.t z.z u.a u.a d.h i.d.r o.a s.o s.u v.a bzw vgl evtl ggf inkl exkl zzgl insb insbes "
     "bspw sog gem lt bzgl einschl entspr usf allg eigtl urspr zus max mind z u d i v o b t a"},
    {"de", ending, "usw etc str mio mrd u.v.m uvm m.w gmbh co kg e.v km kg cm evt nachm vorm abt"},
    {"fr", title, "m mm mme mmes mlle mlles dr pr me mgr st ste"},
    {"fr", number, "n° n no nos p pp art vol chap fig tel tel env"},
    {"fr", middle, "p.ex ex cf c.-a-d c.a.d cad vs av bd apr env"},
    {"fr", ending, "etc ltd inc cie s.a s.a.r.l sarl min max ll.aa.ii.rr"},
    {"es", title,
     "sr sra srta sres sras dr dra drs d dna prof profa lic ing gral cnel tte sto sta san ud uds "
     "vd "
     "vds mt admon"},
    {"es", number,
     "n° no nos num pag pags p pp art arts cap vol fig tel ext cra av avda parrf ene feb mar abr "
     "may jun jul ago sep sept oct nov dic lun mie jue vie sab dom n"},
    {"es", middle, "p.ej ej cf vs aprox incl excl ee"},
    {"es", ending, "etc s.a s.l cia ltda ee.uu uu km kg hs min max d.c a.c"},
    {"it", title,
     "sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa ing avv arch geom rag on mons s"},
    {"it", number, "n° n nr p pp pag art vol cap fig tel ca"},
    {"it", middle, "es p.es ad.es cfr vs c.d cd cosid incl escl"},
    {"it", ending, "ecc etc s.p.a spa s.r.l srl min max"},
    {"pt", title, "sr sra srs sras srta dr dra drs prof profa eng d exmo exma"},
    {"pt", number, "n° n no num pag pags p pp art vol cap fig tel av r"},
    {"pt", middle, "p.ex ex cf vs aprox"},
    {"pt", ending, "etc ltda cia s.a min max"},
    {"nl", title, "dhr mevr mw dr drs ir ing mr prof ds st"},
    {"nl", number, "nr blz p pag art tel hfst ca"},
    {"nl", middle,
     "bijv bv b.v d.w.z dwz o.a m.b.t i.p.v i.v.m t.o.v t/m vs cf evt incl excl resp max min"},
    {"nl", ending, "enz etc e.d n.v b.v"},
    {"pl", title, "p dr prof inz mgr lek ks gen plk sw"},
    {"pl", number, "nr str s ul tel art al pkt ok"},
    {"pl", middle, "np tzn tj m.in in ww por tzw wg ew"},
    {"pl", ending, "itd itp etc r w godz zl gr tys mln mld"},
    {"ru", title, "г гг ул пр просп проф акад им д кв стр корп тов гр св обл р"},
    {"ru", number, "стр с рис табл гл ст п пп т тт тел ч"},
    {"ru", middle, "т.е т.к т.н напр см ср в.т.ч т.ч"},
    {"ru", ending, "т.д т.п др пр руб коп тыс млн млрд и.т.д гг г н.э"},
    {"sv", middle, "t.ex bl.a d.v.s dvs ca resp inkl exkl t ex"},
    {"sv", ending, "m.m osv etc kr"},
    {"da", middle, "f.eks bl.a dvs ca inkl ekskl hhv"},
    {"da", ending, "m.m osv etc kr mv"},
    {"el", title, "κ κα κος δρ καθ"},
    {"el", middle, "π.χ δηλ λ.χ βλ"},
    {"el", ending, "κ.λπ κλπ κ.α κτλ"},
};

constexpr List kOpeners[] = {
    {"en", none,
     "i i'm i've i'd i'll he he's she she's it it's its we we're we've you you're they they're the "
     "a an this that that's these those there there's here my our your his her their if when "
     "while where what what's who why how which did do does is are was were will would can could "
     "should has have had but and so or yet also then now however after before since although "
     "because as at in on for from with without once until even just not no nobody nothing "
     "never always all any some many most each every both several few one two millions thousands "
     "hundreds finally later meanwhile please thanks overall only unfortunately fortunately"},
    {"de", none,
     "der die das ein eine einen es er sie wir ich ihr man dies diese dieser dieses das den dem "
     "wenn als ob wie was wer wo warum wann und aber oder doch auch dann danach nun jetzt hier da "
     "dort mein meine unser unsere sein seine im in am an auf bei mit nach von zu fur leider "
     "trotzdem alles alle nicht kein keine nur sehr so sonst zudem"},
    {"fr", none,
     "le la les l' un une des il elle ils elles on nous vous je j'ai tu ce cette ces c'est mais et "
     "ou donc si quand comme que qui pourquoi comment mon ma mes notre nos son sa ses en dans pour "
     "avec sans apres avant puis alors tout"},
    {"es", none,
     "el la los las un una unos unas yo tu ella nosotros ellos es son fue se no si cuando como que "
     "quien donde por para con sin pero y o mi mis nuestro su sus en de al del despues antes luego "
     "ahora todo muy gracias disponian"},
    {"it", none,
     "il lo la i gli le un una io tu lui lei noi voi loro e ma o se quando come che chi dove "
     "perche "
     "non mi ci si in con per da di del della questo questa dopo prima poi tutto"},
    {"pt", none,
     "o a os as um uma eu ele ela nos eles e mas ou se quando como que quem onde porque nao em com "
     "por para de do da este esta isso depois antes agora tudo"},
    {"nl", none,
     "de het een ik hij zij ze we wij je jij u ze dit dat deze die en maar of als toen wat wie "
     "waar "
     "waarom hoe niet geen in op met voor na ook dan nu er daar hier mijn onze"},
    {"ru", none,
     "я ты он она оно мы вы они это этот эта эти тот та и а но или если когда как что кто где "
     "почему не ни в на с со по за от до из у к мой наш его ее их все всё очень потом теперь"},
};

constexpr std::string_view kLeadsOn =
    "a an the and or but of to in on at for from with by as is are was were be been my your our "
    "his "
    "her their its this that these those very not no if when than into over i you we they he she "
    "der die das den dem des ein eine einen einem einer und oder aber von zu im am mit fur auf bei "
    "ist sind war nicht sehr le la les un une des du et ou de que qui dans pour avec sur el los "
    "las "
    "una y o en con por para del al se il lo gli di da che e per con het een van voor met";
constexpr std::string_view kExclaimedNames = "yahoo jeopardy yum y chips oklahoma wham";
constexpr std::string_view kSpeechVerbs =
    "said says say asked asks yelled yells shouted shouts cried cries replied replies answered "
    "thought thinks exclaimed screamed wondered told";
constexpr std::string_view kDaysAndMonths =
    "monday tuesday wednesday thursday friday saturday sunday january february march april may "
    "june "
    "july august september october november december januar februar marz mai juni juli oktober "
    "dezember montag dienstag mittwoch donnerstag freitag samstag sonntag est edt cst cdt mst mdt "
    "pst pdt gmt utc";
constexpr std::string_view kOrdinalLanguages =
    "de da nb nn no fi cs sk hu hr sl sr bs et lv is tr pl";

template <typename Use>
void each_word(std::string_view list, Use use) {
    while (!list.empty()) {
        const std::size_t end = std::min(list.find(' '), list.size());
        if (end > 0) use(list.substr(0, end));
        list.remove_prefix(std::min(end + 1, list.size()));
    }
}

using Words = std::unordered_set<std::string_view>;

Words set_of(std::string_view list) {
    Words words;
    each_word(list, [&](std::string_view word) { words.insert(word); });
    return words;
}

}  // namespace

Abbreviation abbreviation(std::string_view word, std::string_view lang) {
    using Kinds = std::unordered_map<std::string_view, Abbreviation>;
    static const auto kLanguages = [] {
        std::unordered_map<std::string_view, Kinds> languages;
        for (const List& list : kAbbreviations)
            each_word(list.words,
                      [&](std::string_view w) { languages[list.lang].emplace(w, list.kind); });
        return languages;
    }();
    const auto known = kLanguages.find(lang.empty() ? "en" : lang);
    if (known == kLanguages.end()) return none;
    const auto found = known->second.find(word);
    return found == known->second.end() ? none : found->second;
}

bool often_begins(std::string_view word, std::string_view lang) {
    static const auto kLanguages = [] {
        std::unordered_map<std::string_view, Words> languages;
        for (const List& list : kOpeners) languages.emplace(list.lang, set_of(list.words));
        return languages;
    }();
    const auto known = kLanguages.find(lang.empty() ? "en" : lang);
    return known != kLanguages.end() && known->second.contains(word);
}

bool leads_on(std::string_view word) {
    static const Words kWords = set_of(kLeadsOn);
    return kWords.contains(word);
}

bool is_exclaimed_name(std::string_view word) {
    static const Words kWords = set_of(kExclaimedNames);
    return kWords.contains(word);
}

bool is_speech_verb(std::string_view word) {
    static const Words kWords = set_of(kSpeechVerbs);
    return kWords.contains(word);
}

bool is_day_or_month(std::string_view word) {
    static const Words kWords = set_of(kDaysAndMonths);
    return kWords.contains(word);
}

bool dots_ordinals(std::string_view lang) {
    static const Words kWords = set_of(kOrdinalLanguages);
    return kWords.contains(lang);
}

}  // namespace verbatim
