#include "indexer/mapping/aliases.h"

#include <algorithm>
#include <unordered_map>

#include "engine/text.h"

namespace verbatim {

namespace {

struct Names {
    ColumnRole role;
    std::string_view names;  // in order of rank, as a person would write them
    bool part = false;
};

constexpr Names kNames[] = {
    {ColumnRole::text,
     "review text|text of the review|review body|review content|review comment|review comments|"
     "consumer complaint narrative|verified reviews|review|content|body|text|verbatim|comment text|"
     "comment|comments|feedback text|customer feedback|feedback|message text|message body|message|"
     "msg|tweet|tweet text|post|selftext|narrative|complaint|opinion|testimonial|overall comments|"
     "additional comments|other comments|open ended response|answer|answer text|response text|"
     "remark|remarks|reason|reason for score|description|customer message|customer comment|"
     "customer comments|customer review|customer text|client message|user message|user comment|"
     "user feedback|"
     "bewertungstext|rezensionstext|rezension|kommentar|kommentare|freitext|nachricht|meinung|"
     "rueckmeldung|rückmeldung|anmerkung|anmerkungen|bemerkung|begründung|"
     "avis|texte de l'avis|texte avis|commentaire|commentaires|texte|témoignage|contenu|remarques|"
     "reseña|texto de la reseña|comentario|comentarios|texto|opinión|mensaje|contenido|respuesta "
     "abierta|"
     "mensagem|opinião|resenha|depoimento|texto da avaliação|conteúdo|observações|"
     "recensione|testo della recensione|testo|commento|commenti|messaggio|opinione|contenuto|"
     "recensie|recensietekst|tekst|bericht|opmerking|opmerkingen|toelichting|reactie|"
     "口コミ本文|口コミ|クチコミ|レビュー本文|レビュー|本文|コメント|感想|投稿内容|自由記述|ご意見|"
     "内容|メッセージ"},
    {ColumnRole::text,
     "pros|cons|positive review|negative review|positive|negative|positives|negatives|likes|"
     "dislikes|liked|disliked|what i like|what i dislike|what do you like best|what do you "
     "dislike|love|hate|benefits|recommendations|advantages|disadvantages|strengths|weaknesses|"
     "advice|advice to management|the good|the bad|improvements|suggestions|"
     "satisfaction rating comment|satisfaction comment|"
     "vorteile|nachteile|positives|negatives|was hat ihnen gefallen|verbesserungsvorschläge|"
     "avantages|inconvénients|points forts|points faibles|points positifs|points négatifs|"
     "ventajas|desventajas|inconvenientes|lo mejor|lo peor|"
     "vantagens|desvantagens|pontos positivos|pontos negativos|"
     "pregi|difetti|pro|contro|vantaggi|svantaggi|"
     "voordelen|nadelen|pluspunten|minpunten|verbeterpunten|"
     "良い点|悪い点|良かった点|悪かった点|気になった点|気になる点|改善点|メリット|デメリット",
     true},
    {ColumnRole::title,
     "review title|title of the review|review headline|review summary|headline|title|heading|"
     "subject|summary|titel|überschrift|betreff|titre|titre de l'avis|objet|título|asunto|assunto|"
     "titolo|oggetto|onderwerp|タイトル|件名|見出し|口コミタイトル"},
    {ColumnRole::rating,
     "star rating|review rating|reviewer score|review score|rating|stars|overall rating|"
     "overall score|overall|score|rating value|user rating|customer rating|im:rating|"
     "nps score|nps|likelihood to recommend|csat|csat score|satisfaction|satisfaction rating|"
     "satisfaction score|grade|"
     "bewertung|sterne|sternebewertung|punkte|punktzahl|gesamtbewertung|"
     "note|étoiles|nombre d'étoiles|évaluation|"
     "puntuación|calificación|valoración|estrellas|"
     "nota|avaliação|estrelas|classificação|pontuação|"
     "valutazione|voto|punteggio|stelle|"
     "cijfer|waardering|beoordeling|sterren|"
     "総合評価|評価|評点|点数|星|星の数|スコア|満足度"},
    {ColumnRole::date,
     "review date|review submit date and time|published date|date published|published|published at|"
     "publish date|date of creation of the review|submitted at|submitted|submit date|submit date "
     "utc|submission date|submission time|created at|created|create time|creation date|created "
     "date|creation time|created utc|date created|posted at|posted|post date|posted on|date|date "
     "time|datetime|timestamp|time|timestamp created|sent at|sent|sent date|sent time|at|unix "
     "review "
     "time|review time|message date|message time|tweet created|date received|received|received at|"
     "recorded date|response date|completed at|end date|start date|end time|start "
     "time|time "
     "created|review submit millis since epoch|comment date|updated at|updated|update time|last "
     "updated|date modified|experienced date|experienced|experienced at|date of experience|day|"
     "datum|bewertungsdatum|erstellt am|erstellt|veröffentlicht|veröffentlicht am|zeitstempel|"
     "zeitpunkt|uhrzeit|eingereicht am|abgabedatum|"
     "date de publication|date de l'avis|publié le|créé le|horodateur|date d'envoi|"
     "fecha|fecha de publicación|fecha de creación|fecha de la reseña|marca temporal|publicado|"
     "data|data da avaliação|data de publicação|data de criação|criado em|carimbo de data/hora|"
     "data della recensione|data di pubblicazione|creato il|informazioni cronologiche|"
     "geplaatst op|aangemaakt op|datum van recensie|tijdstempel|"
     "投稿日|投稿日時|投稿時間|日付|日時|作成日|作成日時|登録日|レビュー日|回答日時|回答日|"
     "タイムスタンプ"},
    {ColumnRole::started, "start date utc|landed at"},
    {ColumnRole::author,
     "reviewer name|reviewer nickname|author name|user name|username of the reviewer|username|"
     "display name|nickname|customer name|author|reviewer|user|customer|consumer display name|"
     "consumer name|reviewer display name|author display name|user display name|sender name|"
     "sender|from name|from|posted by|written by|speaker|respondent|respondent name|full name|"
     "screen name|name|first name|recipient first name|person name|"
     "benutzername|autor|verfasser|verfasserin|kunde|kundenname|absender|nutzer|nutzername|"
     "auteur|utilisateur|nom d'utilisateur|client|nom du client|pseudo|pseudonyme|nom|expéditeur|"
     "usuario|nombre de usuario|nombre|cliente|nombre del cliente|remitente|"
     "usuário|nome do usuário|nome|nome do cliente|remetente|"
     "autore|utente|nome utente|mittente|"
     "gebruiker|gebruikersnaam|naam|klant|klantnaam|afzender|"
     "投稿者|投稿者名|ユーザー名|ユーザー|ユーザ名|ニックネーム|名前|氏名|お名前|送信者|発言者"},
    {ColumnRole::surname,
     "last name|surname|family name|recipient last name|nachname|nom de famille|apellidos|apellido|"
     "sobrenome|cognome|achternaam"},
    {ColumnRole::author_id,
     "user id|author id|author steamid|reviewer id|customer id|person|person email|consumer "
     "id|author fullname|profile id|sender id|"
     "account id|member id|visitor id|contact id|requester id|person id|email|email address|e mail|"
     "mail|recipient email|user email|customer email|contact email|respondent email|adresse e mail|"
     "e mail adresse|correo electrónico|endereço de e mail|indirizzo email|e mailadres|"
     "メールアドレス|external reference|"
     "kundennummer|kunden-id|benutzer-id|id client|id utilisateur|id cliente|id usuario|id "
     "usuário|id utente|klantnummer|klant-id|ユーザーid|会員id|顧客id"},
    {ColumnRole::product,
     "product name|product title|product|app name|app|application|item name|item|hotel name|hotel|"
     "airline name|airline|business name|business|restaurant name|restaurant|place name|place|"
     "store name|store|location name|property name|property|listing name|movie|film|book title|"
     "book|game name|game title|game|course name|course|doctor|drug name|drug|service name|"
     "brand name|brand|package name|bundle id|parent asin|asin|product id|"
     "item id|sku|business id|game id|app id|listing id|hotel id|"
     "produkt|produktname|artikel|artikelname|produit|nom du produit|article|hôtel|"
     "producto|nombre del producto|artículo|produto|nome do produto|item avaliado|"
     "prodotto|nome prodotto|nome del prodotto|articolo|product naam|productnaam|"
     "商品名|商品|製品名|製品|ホテル名|ホテル|施設名|宿名|店舗名|店名|アプリ名|サービス名"},
    {ColumnRole::url,
     "review url|review link|permalink|url|link|page url|href|web link|source url|website|source|"
     "adresse|lien|enlace|ligação|collegamento|koppeling|リンク"},
    {ColumnRole::id,
     "review id|reviewid|recommendation id|comment id|message id|tweet id|post id|response "
     "id|submission id|answer "
     "id|complaint id|case id|feedback id|record id|survey response id|respondent id|ticket id|"
     "entry id|uuid|guid|id|_id|token|#|im:id|unique id|"
     "bewertungs-id|rezensions-id|identifiant|id avis|id de l'avis|id reseña|id avaliação|id "
     "recensione|recensie-id|レビューid|口コミid|回答id|投稿id"},
    {ColumnRole::reply,
     "reply text|reply content|reply|company reply text|company reply|company reply comment|"
     "company response text|company public response|company response|developer reply text|"
     "developer reply|developer response|owner response|owner reply|owner answer|response from "
     "owner|response from the owner|business reply|business response|management response|"
     "management reply|hotel response|hotel reply|seller reply|seller response|vendor response|"
     "vendor reply|host reply|review reply comment|review reply|reply comment|our reply|our "
     "response|merchant reply|agent reply|agent response|agent message|agent answer|support reply|"
     "support response|staff reply|staff response|admin reply|admin response|official "
     "reply|official "
     "response|host response|response from host|response from company|reply from company|response "
     "from management|reply from owner|developer response body|"
     "antwort|antwort des unternehmens|antwort des inhabers|antwort des "
     "entwicklers|unternehmensantwort|"
     "réponse|réponse de l'entreprise|réponse du propriétaire|"
     "respuesta|respuesta de la empresa|respuesta del propietario|"
     "resposta|resposta da empresa|resposta do proprietário|"
     "risposta|risposta dell'azienda|risposta del proprietario|"
     "antwoord|reactie van bedrijf|reactie van het bedrijf|reactie van eigenaar|"
     "返信|返信内容|オーナーからの返信|オーナー返信|店舗からの返信|施設からの返信|宿からの返信|"
     "企業からの返信"},
    {ColumnRole::direction,
     "inbound|is inbound|incoming|direction|message direction|sender type|sender role|author type|"
     "author role|user type|speaker type|speaker role|participant type|participant role|from "
     "type|is agent|agent flag|from agent|is customer|from customer|by customer|is bot|role|"
     "agent|sender kind|party|"
     "richtung|absendertyp|vom kunden|direction du message|dirección|direção|direzione|richting|"
     "送信者種別|発信者種別|送受信"},
    {ColumnRole::conversation,
     "conversation id|conversation|thread id|thread|chat id|chat|session id|session|dialogue id|"
     "dialog id|dialogue|dialog|call id|room id|ticket number|ticket|case number|"
     "gesprächs-id|gespräch|id de conversation|id de conversación|conversación|id da conversa|"
     "conversa|id conversazione|conversazione|gesprek|gespreks-id|会話id|チャットid|スレッドid"},
    {ColumnRole::reply_to,
     "in response to tweet id|in response to|in reply to|in reply to id|in reply to status id|"
     "reply to id|reply to|reply to message id|parent id|parent message id|parent|"
     "antwort auf|en réponse à|en respuesta a|em resposta a|in risposta a|antwoord "
     "op|返信先id|返信先"},
    {ColumnRole::lang,
     "language|lang|review language|reviewer language|user language|language "
     "code|locale|sprache|langue|idioma|"
     "língua|lingua|taal|言語"},
};

using AliasTable = std::unordered_map<std::string, Alias>;

AliasTable make_table() {
    AliasTable table;
    for (const Names& row : kNames) {
        std::string_view names = row.names;
        for (int rank = 0; !names.empty(); ++rank) {
            const std::size_t end = std::min(names.find('|'), names.size());
            table.try_emplace(plain_name(names.substr(0, end)), Alias{row.role, rank, row.part});
            names.remove_prefix(std::min(end + 1, names.size()));
        }
    }
    return table;
}

const AliasTable& table() {
    static const AliasTable made = make_table();
    return made;
}

// Apple's feeds wrap every value in an object {"label": value}.
std::string_view without_label(std::string_view path) {
    constexpr std::string_view kLabel = ".label";
    if (path.ends_with(kLabel)) path.remove_suffix(kLabel.size());
    return path;
}

// Objects around a whole record: a member means what it means at the top.
constexpr std::string_view kWrappers[] = {"attributes", "review", "fields", "node", "formresponse"};

// In the others that follow only these do: "data.text", but not "product.id" nor "reply.text".
bool is_safe_by_last_part(ColumnRole role) {
    return role == ColumnRole::rating || role == ColumnRole::title || role == ColumnRole::text;
}

constexpr std::string_view kPlainParents[] = {"reviewdata", "data",   "properties",
                                              "comment",    "rating", "feedback"};

}  // namespace

std::string plain_name(std::string_view header) {
    std::string plain;
    for (const char c : fold(header)) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (letter || c == '#') plain += c;
    }
    return plain;
}

std::optional<Alias> find_alias(std::string_view header) {
    header = without_label(header);
    const auto found = table().find(plain_name(header));
    if (found != table().end()) return found->second;
    const std::size_t dot = header.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string parent = plain_name(header.substr(0, dot));
    const auto last = table().find(plain_name(header.substr(dot + 1)));
    if (last == table().end()) return std::nullopt;
    const bool safe = std::ranges::find(kWrappers, parent) != std::end(kWrappers) ||
                      (std::ranges::find(kPlainParents, parent) != std::end(kPlainParents) &&
                       is_safe_by_last_part(last->second.role));
    return safe ? std::optional(last->second) : std::nullopt;
}

}  // namespace verbatim
