// Packs a folder as another maker does: node pack.cjs SOURCE TARGET VERSION
"use strict";
const pack = require("../bundle/node/node_modules/simple-scorm-packager");
const [source, outputFolder, version] = process.argv.slice(2);
const about = { version: "1.0.0", zip: true, name: "theirs", author: "Somebody", outputFolder, date: "2026-01-01" };
pack({ version, source, organization: "Somebody", title: "Their course", language: "en", package: about }, () => {});
