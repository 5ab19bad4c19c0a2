// Lucene 8 as a driver of benchmarks/peers: benchmarks/answering.h has the protocol.
//
//   Lucene DIR --build FILE    of lines of id, text, product
//   Lucene DIR                 answers standard input

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MultiCollector;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.search.TopScoreDocCollector;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.QueryBuilder;

public final class Lucene {
    private static final int BATCH = 10_000;
    private static final int BEST = 10;

    // Counts matches by product, by the number that each has within its segment.
    private static final class Products extends SimpleCollector {
        final TreeMap<String, Integer> counts = new TreeMap<>();
        private SortedDocValues values;
        private int[] ordinals;

        @Override
        protected void doSetNextReader(LeafReaderContext context) throws IOException {
            finish();
            values = context.reader().getSortedDocValues("product");
            ordinals = new int[values.getValueCount()];
        }

        @Override
        public void collect(int document) throws IOException {
            if (values.advanceExact(document)) ordinals[values.ordValue()]++;
        }

        @Override
        public ScoreMode scoreMode() {
            return ScoreMode.COMPLETE_NO_SCORES;
        }

        void finish() throws IOException {
            for (int i = 0; values != null && i < ordinals.length; ++i)
                counts.merge(values.lookupOrd(i).utf8ToString(), ordinals[i], Integer::sum);
            values = null;
        }
    }

    private static void build(Path folder, Path file) throws IOException {
        long took = 0, count = 0, start = System.nanoTime();
        IndexWriter writer =
            new IndexWriter(FSDirectory.open(folder), new IndexWriterConfig(new EnglishAnalyzer()));
        took += System.nanoTime() - start;
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (List<String[]> batch; !(batch = readSome(lines)).isEmpty();) {
                start = System.nanoTime();
                for (String[] review : batch) {
                    Document document = new Document();
                    document.add(new StoredField("id", review[0]));
                    document.add(new TextField("text", review[1], Field.Store.YES));
                    document.add(new StringField("product", review[2], Field.Store.NO));
                    document.add(new SortedDocValuesField("product", new BytesRef(review[2])));
                    writer.addDocument(document);
                }
                took += System.nanoTime() - start;
                count += batch.size();
            }
        }
        start = System.nanoTime();
        writer.forceMerge(1);
        writer.close();
        took += System.nanoTime() - start;
        System.out.println(took / 1e9 + "\t" + count);
    }

    private static List<String[]> readSome(BufferedReader lines) throws IOException {
        List<String[]> batch = new ArrayList<>();
        for (String line; batch.size() < BATCH && (line = lines.readLine()) != null;)
            batch.add(line.split("\t"));
        return batch;
    }

    private static Query query(QueryBuilder builder, String kind, String words, String product) {
        Query query;
        if (kind.equals("phrase"))
            query = builder.createPhraseQuery("text", words);
        else if (kind.equals("prefix"))
            query = new PrefixQuery(new Term("text", words));
        else
            query = builder.createBooleanQuery("text", words,
                                               kind.equals("and") ? Occur.MUST : Occur.SHOULD);
        if (product.isEmpty()) return query;
        return new BooleanQuery.Builder()
            .add(query, Occur.MUST)
            .add(new TermQuery(new Term("product", product)), Occur.FILTER)
            .build();
    }

    private static int ask(IndexSearcher searcher, Query query, boolean facets) throws IOException {
        TopDocs found;
        if (facets) {
            TopScoreDocCollector best = TopScoreDocCollector.create(BEST, Integer.MAX_VALUE);
            Products products = new Products();
            searcher.search(query, MultiCollector.wrap(best, products));
            products.finish();
            found = best.topDocs();
        } else {
            found = searcher.search(query, BEST);
        }
        int shown = 0;
        for (ScoreDoc hit : found.scoreDocs)
            if (!searcher.doc(hit.doc).get("text").isEmpty()) ++shown;
        return shown;
    }

    private static void answer(Path folder) throws IOException {
        IndexSearcher searcher = new IndexSearcher(DirectoryReader.open(FSDirectory.open(folder)));
        QueryBuilder builder = new QueryBuilder(new EnglishAnalyzer());
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = lines.readLine()) != null;) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals("count")) {
                System.out.println("0\t" + searcher.count(query(builder, cells[1], cells[2], cells[3])));
                continue;
            }
            long start = System.nanoTime();
            int shown =
                ask(searcher, query(builder, cells[1], cells[2], cells[3]), cells[1].equals("facets"));
            System.out.println((System.nanoTime() - start) / 1e3 + "\t" + shown);
        }
    }

    public static void main(String[] words) throws IOException {
        if (words.length == 3)
            build(Path.of(words[0]), Path.of(words[2]));
        else
            answer(Path.of(words[0]));
    }
}
