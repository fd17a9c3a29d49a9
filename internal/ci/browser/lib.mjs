// What the tests of pages share: a browser, a watch on what a page does, and axe.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let faults = 0;

// check prints one line and counts a fault if ok is false.
export function check(ok, what, detail = "") {
	if (!ok) faults++;
	console.log(`${ok ? "ok   " : "FAULT"} ${what}${!ok && detail !== "" ? `: ${detail}` : ""}`);
	return Boolean(ok);
}

// finish prints the count and ends the process, with 1 if there was a fault.
export async function finish(browser) {
	await browser?.close();
	console.log(faults === 0 ? "all as it should be" : `${faults} fault(s)`);
	process.exit(faults === 0 ? 0 : 1);
}

// launch starts Chromium; CHROMIUM names another than Debian's.
export function launch() {
	return chromium.launch({
		executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
		args: ["--no-sandbox", "--disable-gpu"],
	});
}

// watch records the console errors of a page, uncaught ones included, and the
// addresses of all its requests.
export function watch(page) {
	const seen = { errors: [], requests: [] };
	page.on("console", (m) => {
		if (m.type() === "error" || m.type() === "warning") seen.errors.push(m.text());
	});
	page.on("pageerror", (e) => seen.errors.push(String(e)));
	page.on("request", (r) => seen.requests.push(r.url()));
	return seen;
}

// axe returns the serious and critical faults that axe-core finds, one line each. It
// is put in by the debugger, which no policy of the page forbids.
export async function axe(page) {
	await page.evaluate(axeSource);
	const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
	return violations
		.filter((v) => v.impact === "serious" || v.impact === "critical")
		.map((v) => `${v.id} (${v.impact}): ${v.nodes.slice(0, 3).map((n) => n.target.join(" ")).join(", ")}${v.nodes.length > 3 ? ` and ${v.nodes.length - 3} more` : ""}`);
}
