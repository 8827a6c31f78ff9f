// Reads a feed on standard input and prints, as JSON, what the parser of Podcast Index makes of it.
// With --categories it prints that parser's list of Apple's categories instead.
import { readFileSync } from "node:fs";

process.env.PARTYTIME_LOG = "silent";

if (process.argv.includes("--categories")) {
  const { itunesCategoriesSourceOfTruth } = await import("podcast-partytime/dist/parser/itunes-categories.js");
  process.stdout.write(JSON.stringify(itunesCategoriesSourceOfTruth));
} else {
  const { parseFeed } = await import("podcast-partytime");
  process.stdout.write(JSON.stringify(parseFeed(readFileSync(0, "utf8"))));
}
