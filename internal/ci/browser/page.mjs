// Uses the page of flightcheck serve as its readers do:
//
//	node page.mjs FLIGHTCHECK
//
// FLIGHTCHECK is the program; it is started on a free port. A second word names a
// folder for pictures of what was seen.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { axe, check, finish, launch, watch } from "./lib.mjs";

const [program, pictures] = process.argv.slice(2);
if (!program) {
	console.error("usage: node page.mjs FLIGHTCHECK [FOLDER]");
	process.exit(2);
}
if (pictures) mkdirSync(pictures, { recursive: true });

const wide = { width: 1440, height: 1000 };
const patience = 60_000; // a search takes about a second, a busy machine more

// start runs the server and returns it with its address.
function start() {
	const server = spawn(program, ["serve", "--addr", "127.0.0.1:0", "--quiet"], { stdio: ["ignore", "ignore", "pipe"] });
	return new Promise((done, failed) => {
		server.once("exit", (code) => failed(new Error(`the server ended with ${code}`)));
		createInterface({ input: server.stderr }).on("line", (line) => {
			const m = line.match(/serving on (http:\S+)/);
			if (m) done({ server, address: m[1] });
			else console.log(`server: ${line}`);
		});
	});
}

const { server, address } = await start();
const browser = await launch();

// open goes to an address in a context of its own and hands the page to f.
async function open(what, options, path, f) {
	const context = await browser.newContext({ viewport: wide, ...options });
	const page = await context.newPage();
	page.setDefaultTimeout(patience);
	const seen = watch(page);
	try {
		await page.goto(address + path);
		await f(page, seen);
	} catch (e) {
		check(false, `${what}: the test went on to its end`, String(e).split("\n")[0]);
	}
	const outside = seen.requests.filter((r) => !r.startsWith(address) && !r.startsWith("data:"));
	check(outside.length === 0, `${what}: nothing is asked of another address`, outside.join(" "));
	await context.close();
}

async function picture(page, name) {
	if (!pictures) return;
	await page.evaluate(() => scrollTo(0, 0));
	await page.mouse.move(0, 0);
	await page.screenshot({ path: join(pictures, `${name}.png`) });
}

// answered waits until the page shows the answer to a question with these words in its
// address.
async function answered(page, ...words) {
	await page.waitForFunction(
		(all) => all.every((w) => location.search.includes(w)) && document.getElementById("fs-main").getAttribute("aria-busy") === "false" && document.querySelector("#fs-main svg.map"),
		words,
	);
}

const km = async (page) => Number((await page.locator(".route").first().locator(".km").innerText()).replace(/[^0-9.]/g, ""));
const first = (page) => page.locator(".route").first().innerText();
const pressed = (page, value) => page.getAttribute(`button[value="${value}"]`, "aria-pressed");
const noFault = async (page, what) => {
	const faults = await axe(page);
	check(faults.length === 0, `${what}: axe finds nothing serious`, faults.join("; "));
};

// clickArea clicks a State on the map, at a point where nothing lies over it.
async function clickArea(page, id) {
	const at = await page.evaluate((ref) => {
		const shape = document.querySelector(`#fs-main svg .areas [data-ref="${ref}"] .fill`);
		shape.scrollIntoView({ block: "center" });
		const b = shape.getBoundingClientRect();
		for (let i = 1; i < 20; i++) {
			for (let k = 1; k < 20; k++) {
				const x = b.left + (b.width * i) / 20, y = b.top + (b.height * k) / 20;
				if (document.elementFromPoint(x, y) === shape) return { x, y };
			}
		}
		return null;
	}, `area:${id}`);
	if (!at) throw new Error(`${id} is not to be seen on the map`);
	await page.mouse.click(at.x, at.y);
}

let shared = "";
let seenKm = 0;

await open("form", {}, "", async (page, seen) => {
	await noFault(page, "form");
	await picture(page, "1-form");
	await page.fill("#fs-from", "moscow");
	await page.fill("#fs-to", "budapest");
	await page.click(".fs-ask");
	await answered(page, "from=moscow", "to=budapest");
	check(page.url() === `${address}?from=moscow&to=budapest`, "the address holds the question alone", page.url());
	check((await page.locator(".route:has(.sums .t-blocked)").count()) > 0, "blocked candidates are seen");
	check((await page.locator(".route:has(.sums .t-permission)").count()) > 0, "one that needs permission is seen");
	check((await page.title()).includes("Budapest"), "the title names the question", await page.title());
	check((await page.locator("#fs-said").textContent()).length > 20, "the answer is said to those who listen");
	await noFault(page, "answer");
	await picture(page, "2-answer");
	await whatIf(page);
	await back(page);
	await wrong(page);
	check(seen.errors.every((e) => /status of 400/.test(e)) && seen.errors.length <= 1, "no error on the console but the wrong question's", seen.errors.join(" | "));
});

// whatIf lets Poland permit on the map and Slovakia in the list.
async function whatIf(page) {
	const before = await km(page);
	await clickArea(page, "PL");
	await answered(page, "grant=PL");
	check((await pressed(page, "PL.permits")) === "true", "Poland, clicked on the map, permits");
	await page.locator('button[value="SK.permits"]').click();
	await answered(page, "grant=PL", "grant=SK");
	check((await pressed(page, "SK.permits")) === "true", "Slovakia, chosen in the list, permits");
	check(await page.evaluate(() => document.activeElement.value === "SK.permits"), "the button keeps the focus");
	seenKm = await km(page);
	check(before > 2000 && Math.abs(seenKm - 1596) < 3, "the best way is about 1,596 km instead of the way round", `${before} then ${seenKm}`);
	const rows = await page.locator('.tables details:visible tbody tr[data-ref^="crossing:"] th').allInnerTexts();
	check(rows.length > 2 && rows.some((r) => r.includes("Poland")) && !rows.some((r) => r.includes("Ukraine")), "it goes over Poland and round Ukraine", rows.join(", "));
	await noFault(page, "what if");
	await picture(page, "3-what-if");
	shared = page.url();
}

// back goes through what was asked.
async function back(page) {
	await page.goBack();
	await answered(page, "grant=PL");
	check(!page.url().includes("grant=SK") && (await pressed(page, "SK.given")) === "true", "back takes Slovakia's permission away", page.url());
	await page.goForward();
	await answered(page, "grant=SK");
	check(page.url() === shared && (await km(page)) === seenKm, "forward brings it again");
	await clickArea(page, "PL");
	await answered(page, "ban=PL");
	check((await pressed(page, "PL.refuses")) === "true", "Poland, clicked again, refuses");
	await clickArea(page, "PL");
	await page.waitForFunction(() => !location.search.includes("PL"));
	check((await pressed(page, "PL.given")) === "true", "and again, decides as given");
}

// wrong asks what cannot be answered: the last answer stays, the words say why.
async function wrong(page) {
	const url = page.url();
	await page.fill("#fs-to", "nowhere at all");
	await page.press("#fs-to", "Enter");
	await page.waitForFunction(() => document.getElementById("fs-fault").textContent !== "");
	check((await page.locator("#fs-fault").innerText()).includes("nowhere at all"), "a place that is none is named");
	check(page.url() === url && (await page.locator("#fs-main svg.map").count()) === 1, "the last answer and its address stay");
	await noFault(page, "fault");
	await picture(page, "4-fault");
}

await open("shared link", {}, new URL(shared || address).search, async (page, seen) => {
	await answered(page);
	check((await km(page)) === seenKm && (await pressed(page, "PL.permits")) === "true" && (await pressed(page, "SK.permits")) === "true", "a shared link shows the same answer");
	check((await page.inputValue("#fs-from")) === "moscow", "and the same form");
	check(seen.errors.length === 0, "shared link: no error on the console", seen.errors.join(" | "));
});

await open("no script", { javaScriptEnabled: false }, "", async (page, seen) => {
	await page.fill("#fs-from", "moscow");
	await page.fill("#fs-to", "budapest");
	await page.press("#fs-to", "Enter");
	await page.waitForURL(/from=moscow/);
	check(page.url() === `${address}?from=moscow&to=budapest`, "without script the form asks and the address is clean", page.url());
	for (const state of ["PL", "SK"]) {
		await page.click(`button[value="${state}.permits"]`);
		await page.waitForURL(new RegExp(`grant=${state}`));
	}
	check(page.url() === shared, "without script the buttons lead to the same address", page.url());
	check((await first(page)).includes("1,596") || Math.abs((await km(page)) - 1596) < 3, "without script the same way is found");
	check(seen.errors.length === 0, "no script: no error on the console", seen.errors.join(" | "));
	await picture(page, "5-no-script");
});

await open("small and dark", { viewport: { width: 390, height: 800 }, colorScheme: "dark", reducedMotion: "reduce" }, "?from=moscow&to=budapest", async (page, seen) => {
	await answered(page);
	const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	check(over <= 0, "on a telephone nothing stands beyond the edge", `${over} px`);
	await noFault(page, "small and dark");
	await picture(page, "6-small");
	check(seen.errors.length === 0, "small and dark: no error on the console", seen.errors.join(" | "));
});

server.removeAllListeners("exit");
const ended = new Promise((done) => server.once("exit", done));
server.kill("SIGINT");
check((await ended) === 0, "the server ends when it is told to");
await finish(browser);
