/* Reads scripts as classic ones of ES2019, and tells of each: what it declares for all, the names and texts it uses. */
"use strict";
const fs = require("node:fs");
const acorn = require("acorn");

function names(pattern) {
  return pattern.type === "Identifier" ? [pattern.name] : [];
}

function declared(program) {
  return program.body.flatMap((node) => (node.declarations ? node.declarations.flatMap((one) => names(one.id)) : node.id ? [node.id.name] : []));
}

function walk(node, seen) {
  if (!node || typeof node !== "object") return;
  if (Array.isArray(node)) return node.forEach((one) => walk(one, seen));
  if (node.type === "Identifier") seen.names.add(node.name);
  if (node.type === "CallExpression" && node.callee.property) seen.calls.add(node.callee.property.name);
  if (node.type === "Literal") (node.regex ? seen.patterns : seen.texts).add(node.regex ? node.regex.pattern : String(node.value));
  Object.values(node).forEach((value) => walk(value, seen));
}

const told = process.argv.slice(2).map((file) => {
  const seen = { names: new Set(), calls: new Set(), texts: new Set(), patterns: new Set() };
  const program = acorn.parse(fs.readFileSync(file, "utf8"), { ecmaVersion: 2019, sourceType: "script" });
  walk(program, seen);
  const strict = program.body[0].directive === "use strict";
  return { strict, declared: declared(program), names: [...seen.names], calls: [...seen.calls], texts: [...seen.texts], patterns: [...seen.patterns] };
});
process.stdout.write(JSON.stringify(told));
