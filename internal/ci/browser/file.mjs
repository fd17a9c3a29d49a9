// Opens a file that chart.HTML wrote and looks at it as its readers do:
//
//	flightcheck map moscow budapest -o map.html
//	node file.mjs map.html
//
// The report must hold a route that is blocked and one that needs permission.
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { axe, check, finish, launch, watch } from "./lib.mjs";

if (process.argv.length !== 3) {
	console.error("usage: node file.mjs FILE.html");
	process.exit(2);
}
const address = pathToFileURL(resolve(process.argv[2])).href;
const wide = { width: 1280, height: 900 };
const browser = await launch();

// open shows the file in a context of its own and hands it to f.
async function open(options, f) {
	const context = await browser.newContext(options);
	const page = await context.newPage();
	const seen = watch(page);
	await page.goto(address);
	try {
		await f(page, seen);
	} catch (e) {
		check(false, "the test went on to its end", String(e).split("\n")[0]);
	}
	await context.close();
}

const viewBox = (page) => page.getAttribute("svg.map", "viewBox");
const settle = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

// changes does something and tells whether the view of the map changed.
async function changes(page, f) {
	const before = await viewBox(page);
	await f();
	await settle(page);
	return (await viewBox(page)) !== before;
}

await open({ viewport: wide, colorScheme: "light" }, async (page, seen) => {
	await settle(page);
	await candidates(page);
	await cards(page);
	await views(page);
	await themes(page);
	check(seen.errors.length === 0, "no error on the console", seen.errors.join(" | "));
	check(seen.requests.length === 1 && seen.requests[0] === address, "nothing is asked for but the file itself", seen.requests.slice(1).join(" "));
});

async function candidates(page) {
	const words = async (status) => {
		const all = page.locator(`.route:has(.sums .t-${status})`);
		return (await all.count()) > 0 && (await all.first().isVisible()) && (await all.first().innerText());
	};
	const blocked = await words("blocked");
	check(blocked && blocked.includes("✕") && blocked.includes("blocked"), "a blocked candidate is seen, with word and symbol");
	const permission = await words("permission");
	check(permission && permission.includes("◐") && permission.includes("permission"), "a candidate that needs permission is seen, with word and symbol");
	check((await page.locator(".route .why li").count()) >= (await page.locator(".route").count()), "every candidate says why");

	const last = page.locator(".route").last();
	const number = await last.getAttribute("data-route");
	await last.locator("a").first().click();
	const lit = await page.evaluate(() => [...new Set([...document.querySelectorAll(".crossing.on")].map((c) => c.dataset.route))]);
	check(lit.length === 1 && lit[0] === number, "a click on a candidate highlights its line alone", lit.join(","));
	check((await last.locator("a").first().getAttribute("aria-current")) === "true", "the chosen candidate is marked for those who listen");
	const rows = page.locator(".tables details:visible table tbody tr");
	const crossings = await page.locator(`.crossing[data-route="${number}"]`).count();
	check((await page.locator(".tables details:visible").count()) === 1 && (await rows.count()) >= crossings && crossings > 0, "its table stands below the map");
	await page.locator(".route a").first().click();
}

async function cards(page) {
	// A crossing of the chosen route that has a reason with a rule behind it.
	const ref = await page.evaluate(() => {
		const on = [...document.querySelectorAll(".crossing.on")].map((c) => c.dataset.ref);
		return on.find((r) => document.querySelector(`tr[data-ref="${CSS.escape(r)}"] .cite`));
	});
	await page.locator("svg.map").focus();
	let at = "";
	for (let i = 0; i < 40 && at !== ref; i++) {
		await page.keyboard.press("Tab");
		at = await page.evaluate(() => document.activeElement.dataset.ref || "");
	}
	check(at === ref, "the tab key leads from the map to a crossing", ref);
	const card = page.locator(".card");
	const row = page.locator(`tr[data-ref="${ref}"]`);
	check(await card.isVisible(), "the focus on a crossing shows its card");
	const [text, reason, km] = [await card.innerText(), await row.locator(".why").innerText(), await row.locator('[data-is="km"]').innerText()];
	check(text.includes(reason.split("\n")[0].replace(/\s*\d+$/, "").slice(2)) && text.includes(`${km} km`), "the card tells the reason and the kilometres", text);
	check((await card.locator(".sources li").count()) > 0, "the card names the sources");
	const label = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
	check(label.length > 20, "the crossing has its reason as its name", label);
	await page.keyboard.press("Escape");
	check(await card.isHidden(), "Escape shuts the card");
	await page.mouse.move(0, 0);

	const places = await page.evaluate(() => {
		const box = document.querySelector("svg.map").getBoundingClientRect();
		const found = {};
		for (let y = box.top + 8; y < Math.min(box.bottom, innerHeight) - 8; y += 6)
			for (let x = box.left + 8; x < box.right - 80; x += 6) {
				const t = document.elementFromPoint(x, y)?.closest("svg.map [data-ref]");
				if (!t) continue;
				const kind = t.dataset.ref.split(":")[0];
				if (!found[kind] && document.querySelector(`tr[data-ref="${CSS.escape(t.dataset.ref)}"]`)) found[kind] = { x, y, ref: t.dataset.ref };
			}
		return found;
	});
	for (const kind of ["crossing", "area"]) {
		const p = places[kind];
		if (!check(p, `a mouse finds ${kind === "area" ? "an area" : "a crossing"} on the map`)) continue;
		await page.mouse.move(p.x, p.y);
		const name = await page.locator(`tr[data-ref="${p.ref}"] th`).first().evaluate((e) => e.firstChild.textContent);
		check((await card.isVisible()) && (await card.innerText()).includes(name), `pointing at it shows the card of ${kind === "area" ? "the area" : "the crossing"}`, name);
	}
	await page.mouse.move(0, 0);
	check(await card.isHidden(), "the card goes when the mouse leaves");
}

async function views(page) {
	const whole = await viewBox(page);
	const box = await page.locator("svg.map").boundingBox();
	const middle = [box.x + box.width / 2, box.y + Math.min(box.height, 500) / 2];
	const size = () => page.evaluate(() => document.querySelector(".label:not(.off) text").getBoundingClientRect().height);
	const letters = await size();
	check(await changes(page, () => page.click('[data-view="in"]')), "the button + changes the view");
	check(Math.abs((await size()) - letters) < letters / 4, "letters keep their size");
	check(await changes(page, () => page.click('[data-view="out"]')), "the button − changes the view");
	await changes(page, () => page.click('[data-view="in"]')); // and wait until it is drawn
	check((await changes(page, () => page.click('[data-view="reset"]'))) && (await viewBox(page)) === whole, "the button All shows the whole map again", await viewBox(page));
	await page.locator("svg.map").focus();
	for (const key of ["+", "ArrowLeft", "ArrowDown", "-", "+", "0"]) check(await changes(page, () => page.keyboard.press(key)), `the key ${key} changes the view`);
	check(
		await changes(page, async () => {
			await page.mouse.move(...middle);
			await page.mouse.wheel(0, -200);
		}),
		"the wheel changes the view",
	);
	check(
		await changes(page, async () => {
			await page.mouse.down();
			await page.mouse.move(middle[0] + 60, middle[1] + 40, { steps: 4 });
			await page.mouse.up();
		}),
		"a drag changes the view",
	);
	await page.click('[data-view="reset"]');
	await settle(page);
	check((await viewBox(page)) === whole, "the map is whole again");
}

async function themes(page) {
	const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
	const light = await paper();
	await page.emulateMedia({ colorScheme: "dark" });
	const dark = await paper();
	check(light !== dark, "a dark system makes the page dark");
	await page.click(".theme");
	check((await paper()) === light, "the button makes it light");
	await page.click(".theme");
	check((await paper()) === dark, "and dark again");
	await page.emulateMedia({ media: "print" });
	check((await paper()) === light, "on paper it is light");
	check((await page.locator(".tools").isHidden()) && (await page.locator("svg.map").isVisible()), "on paper there is the picture, and no buttons");
	const shut = await page.evaluate(() => [...document.querySelectorAll(".tables table")].filter((t) => t.getBoundingClientRect().height === 0).length);
	check(shut === 0, "on paper every table is open", `${shut} are shut`);
	await page.emulateMedia({ media: "screen", colorScheme: "light" });
}

const looks = [
	["light", { viewport: wide, colorScheme: "light" }],
	["dark", { viewport: wide, colorScheme: "dark" }],
	["narrow", { viewport: { width: 320, height: 640 }, colorScheme: "light", hasTouch: true, isMobile: true }],
];
for (const [name, options] of looks) {
	await open(options, async (page, seen) => {
		await settle(page);
		if (name === "narrow") {
			const [needs, has] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
			check(needs <= has, "320 pixels are wide enough", `${needs} are needed`);
			await page.locator(".crossing.on").nth(1).focus();
			check(await page.locator(".card").isVisible(), "a card is seen on a narrow page");
		}
		await page.evaluate(() => document.querySelectorAll("details").forEach((d) => (d.open = true)));
		const faults = await axe(page);
		check(faults.length === 0, `axe finds no serious fault (${name})`, faults.join(" | "));
		check(seen.errors.length === 0 && seen.requests.length === 1, `no error and no request (${name})`, seen.errors.join(" | "));
	});
}

await open({ viewport: wide, javaScriptEnabled: false }, async (page) => {
	const rows = await page.locator(".tables table tbody tr").count();
	check(rows > 0 && (await page.locator(".tables details[open] table").first().isVisible()), "without script the table of the best route is there");
	const all = page.locator(".tables details");
	await all.last().locator("summary").click();
	check(await all.last().locator("table").isVisible(), "without script each other table opens");
	check((await page.locator("svg.map").isVisible()) && (await page.locator(".tools").isHidden()), "without script there is the map, and no button that does nothing");
});

await finish(browser);
