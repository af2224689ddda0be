#!/bin/sh
":" //; FFC_EXTRA_CA_CERTS="$NODE_EXTRA_CA_CERTS"; export FFC_EXTRA_CA_CERTS; unset NODE_EXTRA_CA_CERTS; exec node --v8-pool-size=1 "$0" "$@"
/**
 * What `ffc` starts as. Runs the bundle from code that V8 compiled before (`.cache`, made with the
 * bundle): compiling it anew would cost more than a small build. A cache suits one version of Node;
 * another version makes its own, in the user's cache folder, at its first run.
 *
 * A shell script and JavaScript at once: to the shell, `:` does nothing and `//` is its argument; to
 * JavaScript the second line is a string and a comment (a semicolon between them, which a formatter would put
 * there, makes `//` a command). The shell keeps NODE_EXTRA_CA_CERTS from Node, which
 * would read and parse those certificates before it runs a line of ours: longer than a whole build takes, and
 * the compiler opens no connection. What we start gets the variable back.
 */
"use strict";
if (process.env.FFC_EXTRA_CA_CERTS) process.env.NODE_EXTRA_CA_CERTS = process.env.FFC_EXTRA_CA_CERTS;
delete process.env.FFC_EXTRA_CA_CERTS;
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

// Named by its content: V8 compares no more than the length of a source with a cache.
const BUNDLE = "@BUNDLE@";
const filename = path.join(__dirname, `${BUNDLE}.js`);
// With the version in its name, no time is lost on a cache that V8 would refuse.
const cacheName = `${BUNDLE}-${process.version}-${process.arch}.cache`;

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function usersCacheFile() {
  const { XDG_CACHE_HOME: base } = process.env;
  const home = base?.startsWith("/") ? base : path.join(require("node:os").homedir(), ".cache");
  return path.join(home, "ffc", cacheName);
}

function saveAtExit(script) {
  const file = usersCacheFile();
  process.on("exit", () => {
    try {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(`${file}.${process.pid}`, script.createCachedData());
      fs.renameSync(`${file}.${process.pid}`, file);
    } catch {
      // Without a cache everything still works, only slower.
    }
  });
}

// The bundle is ASCII: read as such, V8 need not keep two bytes for each character.
const source = fs.readFileSync(filename, "latin1");
const cachedData = read(path.join(__dirname, cacheName)) ?? read(usersCacheFile());
const script = new vm.Script(source, { filename, ...(cachedData && { cachedData }) });
// Node started with options of its own may refuse a cache that is right for it otherwise: keep that one.
if (cachedData === undefined) saveAtExit(script);
const bundle = { exports: {} };
script.runInThisContext()(bundle.exports, require, bundle, filename, __dirname);
bundle.exports.main(process.argv.slice(2), __dirname).then((status) => process.exit(status));
