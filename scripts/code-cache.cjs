/**
 * Makes the V8 code cache of a bundle: runs builds in it first, so that the functions a build calls are in
 * the cache compiled, and not merely known.
 *
 *     node code-cache.cjs BUNDLE.js CACHE FILE.fs...
 */
"use strict";
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");
const vm = require("node:vm");

const [bundle, cache, ...programs] = process.argv.slice(2);
const script = new vm.Script(fs.readFileSync(bundle, "latin1"), { filename: bundle });
const module_ = { exports: {} };
const folder = path.dirname(bundle);
script.runInThisContext()(module_.exports, require, module_, bundle, folder);

(async () => {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "ffc-cache-"));
  let failed = 0;
  for (const program of programs) {
    const output = path.join(scratch, "program");
    const status = await module_.exports.main(["build", "-q", program, "-o", output], folder);
    if (status !== 0) failed += 1;
  }
  fs.rmSync(scratch, { recursive: true });
  fs.writeFileSync(cache, script.createCachedData());
  if (failed > 0)
    console.warn(
      `code cache: ${failed} of ${programs.length} warm-up builds failed; it may be less complete`,
    );
})();
