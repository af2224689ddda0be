#!/usr/bin/env node
/**
 * What `ffc` starts as. Runs the bundle from code that V8 compiled before (`.cache`, made with the
 * bundle): compiling it anew would cost more than a small build. The cache suits one version of Node;
 * another one makes its own, in the user's cache folder, at its first run.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

// Named by its content: V8 compares no more than the length of a source with a cache.
const BUNDLE = "@BUNDLE@";
const filename = path.join(__dirname, `${BUNDLE}.js`);

function read(file) {
  try {
    return fs.readFileSync(file);
  } catch {
    return undefined;
  }
}

function load(source, cachedData) {
  return new vm.Script(source, { filename, ...(cachedData && { cachedData }) });
}

/** The script from the cache in the user's folder, which is filled at exit if that does not help either. */
function loadWithUsersCache(source) {
  const { XDG_CACHE_HOME: base } = process.env;
  const folder = path.join(
    base?.startsWith("/") ? base : path.join(require("node:os").homedir(), ".cache"),
    "ffc",
  );
  const file = path.join(folder, `${BUNDLE}-${process.version}-${process.arch}.cache`);
  const script = load(source, read(file));
  if (script.cachedDataRejected !== false) {
    process.on("exit", () => {
      try {
        fs.mkdirSync(folder, { recursive: true });
        fs.writeFileSync(`${file}.${process.pid}`, script.createCachedData());
        fs.renameSync(`${file}.${process.pid}`, file);
      } catch {
        // Without a cache everything still works, only slower.
      }
    });
  }
  return script;
}

// The bundle is ASCII: read as such, V8 need not keep two bytes for each character.
const source = fs.readFileSync(filename, "latin1");
const shipped = read(path.join(__dirname, `${BUNDLE}.cache`));
let script = shipped && load(source, shipped);
if (script?.cachedDataRejected !== false) script = loadWithUsersCache(source);
const bundle = { exports: {} };
script.runInThisContext()(bundle.exports, require, bundle, filename, __dirname);
bundle.exports.main(process.argv.slice(2), __dirname).then((status) => process.exit(status));
