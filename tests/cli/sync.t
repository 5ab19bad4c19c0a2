$ mkdir reviews

$ printf 'Review Text,Rating\nIt broke on the second day.,1\nIt is bright enough for me.,5\n' > reviews/april.csv

$ printf 'Review Text,Rating\nThe cable is far too short.,2\n' > reviews/may.csv

$ verbatim init && verbatim add reviews
Made a library in .verbatim.
2 files: 3 records, all indexed → 3 verbatims in <*>.

$ verbatim sync
2 files, nothing new in <*>.

$ printf 'The box was torn open.,2\n' >> reviews/may.csv

$ mv reviews/april.csv reviews/spring.csv

$ printf 'Review Text,Rating\nI gave it away after a month.,2\n' > reviews/june.csv

$ verbatim sync --dry-run
new         reviews/june.csv
changed     reviews/may.csv
moved       reviews/spring.csv  from reviews/april.csv
3 files to visit, 0 unchanged. Nothing was written.

$ verbatim sync
3 files (1 new, 1 changed, 1 moved): 3 records, all indexed → 3 verbatims in <*>.

$ rm reviews/june.csv; verbatim sync
3 files (1 removed, 2 unchanged): 0 records → 0 verbatims in <*>.

$ verbatim search --sort oldest --format csv | cut -d, -f2,14 | sort
It broke on the second day.,reviews/spring.csv
It is bright enough for me.,reviews/spring.csv
The box was torn open.,reviews/may.csv
The cable is far too short.,reviews/may.csv
text,source
