#!/usr/bin/env python3
"""Tests scripts/layering and scripts/conventions on small trees made for the purpose."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

SCRIPTS = pathlib.Path(__file__).resolve().parent.parent / "scripts"


def run(script, files):
    """Exit status and output of a script over a tree of these files."""
    with tempfile.TemporaryDirectory() as folder:
        for path, text in files.items():
            file = pathlib.Path(folder, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        done = subprocess.run([sys.executable, "-B", SCRIPTS / script, folder], capture_output=True, text=True,
                              check=False)
        return done.returncode, done.stdout + done.stderr


class Layering(unittest.TestCase):
    def test_takes_what_the_layers_allow(self):
        status, output = run("layering", {
            "engine/store.cpp": '#include "engine/store.h"\n#include <rocksdb/db.h>\n#include <vector>\n',
            "engine/codec.h": '#include "engine/quote.h"\n',
            "engine/lens_file.cpp": '#include "engine/lens.h"\n#include "engine/text.h"\n',
            "indexer/scan.cpp": '#include "engine/library.h"\n#include "indexer/scan.h"\n#include <sys/stat.h>\n',
            "cli/options.cpp": '#include <CLI/CLI.hpp>\n#include "indexer/ingest.h"\n',
            "tests/render_test.cpp": '#include "cli/render.h"\n#include <catch2/catch.hpp>\n',
        })
        self.assertEqual(status, 0, output)

    def test_refuses_what_they_do_not(self):
        cases = {
            ("engine/model.h", '#include "indexer/scan.h"'): "engine may include only engine",
            ("indexer/scan.cpp", '#include "cli/render.h"'): "indexer may include only",
            ("engine/text.cpp", '#include "engine/library.h"'): "layers go rightwards",
            ("engine/quote.h", '#include "engine/text.h"'): "layers go rightwards",
            ("engine/search.cpp", "#include <rocksdb/db.h>"): "RocksDB belongs in",
            ("cli/render.cpp", "#include <CLI/CLI.hpp>"): "CLI11 belongs in",
            ("engine/novelty.cpp", '#include "engine/model.h"'): "is in no layer",
            ("engine/model.cpp", "#include <boost/any.hpp>"): "an unknown library",
            ("engine/model.cpp", '#include "model.h"'): "from the root",
        }
        for (path, line), why in cases.items():
            with self.subTest(path=path, line=line):
                status, output = run("layering", {path: "#pragma once\n" + line + "\n"})
                self.assertEqual(status, 1)
                self.assertIn(f"{path}:2: ", output)
                self.assertIn(why, output)


class Conventions(unittest.TestCase):
    def test_finds_each_fault_at_its_line(self):
        cases = {
            ("engine/text.cpp", "// TO" "DO: later"): "unfinished work",
            ("tests/text_test.cpp", "std::this_thread::sleep_for(1s);"): "sleep",
            ("tests/text_test.cpp", 'TEST_CASE("slow", "[.]") {}'): "no disabled test",
            ("engine/text.h", "class IndexManager {};"): "a name that says nothing",
            ("indexer/scan.cpp", "std::cerr << path;"): "libraries print nothing",
            ("cli/main.cpp", "try { go(); } catch (...) {}"): "an error is swallowed",
        }
        for (path, line), why in cases.items():
            with self.subTest(path=path, line=line):
                status, output = run("conventions", {path: "\n" + line + "\n"})
                self.assertEqual(status, 1, output)
                self.assertIn(f"{path}:2: ", output)
                self.assertIn(why, output)

    def test_a_file_named_util_says_nothing(self):
        status, output = run("conventions", {"engine/util.h": ""})
        self.assertEqual(status, 1)
        self.assertIn("engine/util.h: a name that says nothing", output)

    def test_measures_functions_but_not_tests_and_namespaces(self):
        body = "    go();\n"
        function = "int measure(int one,\n            int two) {\n" + body * 58 + "}\n"
        self.assertEqual(run("conventions", {"engine/text.cpp": "namespace verbatim {\n\n" + function + "\n}\n"})[0], 1)
        self.assertEqual(run("conventions", {"engine/text.cpp": function.replace(body, "", 1)})[0], 0)
        test = 'TEST_CASE("long") {\n' + body * 90 + "}\n"
        self.assertEqual(run("conventions", {"tests/text_test.cpp": test})[0], 0)

    def test_asks_about_long_files_without_failing(self):
        status, output = run("conventions", {"cli/main.cpp": "int a;\n" * 401})
        self.assertEqual(status, 0)
        self.assertIn("question: cli/main.cpp: 401 lines", output)


if __name__ == "__main__":
    unittest.main()
