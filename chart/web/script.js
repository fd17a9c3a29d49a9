// Brings a page about a report to life: a map that moves, cards with reasons, and a
// choice among the candidates. All that it shows stands in the page already. It takes
// nothing from the network and makes no markup out of text.
(function () {
	"use strict";

	// Pixels of the screen for a millimetre of letters and marks, on a map of so many.
	const pixels = (width) => clamp(2.6 + width / 400, 3.4, 4.6);
	const SMALLEST = 230; // letters in units of the map; smaller ones are no use on a screen
	const DEEPEST = 16; // how far the map can be magnified
	const clamp = (v, low, high) => Math.min(Math.max(v, low), high);
	let undo = []; // what the last call bound outside of its root

	// ---- small helpers

	function make(name, className, text) {
		const e = document.createElement(name);
		if (className) e.className = className;
		if (text) e.textContent = text;
		return e;
	}

	function listen(target, type, f, options) {
		target.addEventListener(type, f, options);
		undo.push(() => target.removeEventListener(type, f, options));
	}


	// ---- light and dark

	function theme(button) {
		const page = document.documentElement;
		const dark = window.matchMedia("(prefers-color-scheme: dark)");
		let kept = null;
		try {
			kept = localStorage.getItem("flightcheck-theme");
		} catch (_) {} // a browser may forbid it
		if (kept === "dark" || kept === "light") page.dataset.theme = kept;
		if (!button) return;
		const isDark = () => (page.dataset.theme ? page.dataset.theme === "dark" : dark.matches);
		const show = () => button.setAttribute("aria-pressed", String(isDark()));
		listen(button, "click", () => {
			page.dataset.theme = isDark() ? "light" : "dark";
			try {
				localStorage.setItem("flightcheck-theme", page.dataset.theme);
			} catch (_) {}
			show();
		});
		listen(dark, "change", show);
		show();
	}

	// ---- the view: a part of the whole map, [x, y, width, height]

	function View(svg, tools) {
		const whole = svg.getAttribute("viewBox").split(" ").map(Number);
		let view = whole.slice();
		let asked = 0;
		const labels = [...svg.querySelectorAll(".label")].map((g) => ({
			g,
			text: g.firstElementChild,
			anchor: g.firstElementChild.getAttribute("text-anchor"),
			dx: Number(g.firstElementChild.getAttribute("x")),
			dy: Number(g.firstElementChild.getAttribute("y")),
			at: g.getAttribute("transform"),
			xy: g.getAttribute("transform").match(/-?\d+/g).map(Number),
		}));
		for (const l of labels) l.text.setAttribute("font-size", Math.max(SMALLEST, l.text.getAttribute("font-size")));
		const marks = [...svg.querySelectorAll(".mark")].map((g) => ({ g, at: g.getAttribute("transform") }));
		const patterns = [...svg.querySelectorAll("pattern")].map((p) => ({ p, turn: `rotate(${p.dataset.turn})` }));

		const keys = [...svg.closest(".mapbox").querySelectorAll(".key")];

		const perPixel = () => view[2] / Math.max(svg.clientWidth, 1);
		const zoomed = () => view[2] < whole[2] * 0.999;

		// draw sets the view, and gives letters, marks and patterns their size on the
		// screen. Of labels that would overlap the more important one stays.
		function draw() {
			asked = 0;
			svg.setAttribute("viewBox", view.map((v) => v.toFixed(1)).join(" "));
			const scale = (perPixel() / 100) * pixels(svg.clientWidth);
			svg.classList.toggle("deep", zoomed());
			const size = scale.toFixed(4);
			for (const m of marks) m.g.setAttribute("transform", `${m.at} scale(${size})`);
			for (const p of patterns) p.p.setAttribute("patternTransform", `${p.turn} scale(${size})`);
			for (const k of keys) k.setAttribute("viewBox", `0 0 ${(40 * perPixel()).toFixed()} ${(20 * perPixel()).toFixed()}`);
			for (const l of labels) {
				l.g.setAttribute("transform", `${l.at} scale(${size})`);
				l.g.classList.remove("off");
			}
			declutter(scale);
		}

		// A label that has no room where it stands may have some on the other side of its
		// point, or a line above or below its middle.
		function declutter(scale) {
			const taken = [besides()];
			const free = (b) => b[0] >= view[0] && b[1] >= view[1] && b[2] <= view[0] + view[2] && b[3] <= view[1] + view[3] &&
				!taken.some((t) => t[0] < b[2] && b[0] < t[2] && t[1] < b[3] && b[1] < t[3]);
			for (const l of labels) place(l, l.anchor, l.dx, l.dy);
			const boxes = labels.map((l) => (l.g.checkVisibility && !l.g.checkVisibility() ? null : l.text.getBBox()));
			labels.forEach((l, i) => {
				const b = boxes[i];
				if (!b) return;
				const at = (x, y) => [l.xy[0] + x * scale, l.xy[1] + y * scale, l.xy[0] + (x + b.width) * scale, l.xy[1] + (y + b.height) * scale];
				const other = l.anchor === "start" ? "end" : "start";
				const choices = [[l.anchor, l.dx, l.dy, at(b.x, b.y)]];
				if (l.anchor !== "middle") choices.push([other, -l.dx, l.dy, at(-b.x - b.width, b.y)]);
				else for (const up of [-1, 1]) choices.push([l.anchor, l.dx, l.dy + up * b.height, at(b.x, b.y + up * b.height)]);
				const choice = choices.find((c) => free(c[3]));
				if (!choice) return l.g.classList.add("off");
				taken.push(choice[3]);
				place(l, ...choice);
			});
		}

		function place(l, anchor, dx, dy) {
			l.text.setAttribute("text-anchor", anchor);
			l.text.setAttribute("x", dx);
			l.text.setAttribute("y", dy);
		}

		// besides is where the buttons lie on the map.
		function besides() {
			const [t, s] = [tools.getBoundingClientRect(), svg.getBoundingClientRect()];
			const [x, y] = [view[0] + (t.left - s.left) * perPixel(), view[1] + (t.top - s.top) * perPixel()];
			return [x, y, x + t.width * perPixel(), y + t.height * perPixel()];
		}

		function later() {
			if (!asked) asked = requestAnimationFrame(draw);
		}

		function set(x, y, width) {
			const w = clamp(width, whole[2] / DEEPEST, whole[2]);
			const h = (w * whole[3]) / whole[2];
			view = [clamp(x, whole[0], whole[0] + whole[2] - w), clamp(y, whole[1], whole[1] + whole[3] - h), w, h];
			later();
		}

		return {
			draw: later,
			perPixel,
			// point turns a place on the screen into one of the map.
			point(clientX, clientY) {
				const m = svg.getScreenCTM();
				return m ? new DOMPoint(clientX, clientY).matrixTransform(m.inverse()) : { x: view[0], y: view[1] };
			},
			move(dx, dy) {
				set(view[0] + dx, view[1] + dy, view[2]);
			},
			step(dx, dy) {
				set(view[0] + (dx * view[2]) / 8, view[1] + (dy * view[2]) / 8, view[2]);
			},
			// zoom keeps the place p where it is.
			zoom(factor, p) {
				const at = p || { x: view[0] + view[2] / 2, y: view[1] + view[3] / 2 };
				const w = clamp(view[2] * factor, whole[2] / DEEPEST, whole[2]);
				const f = w / view[2];
				set(at.x - (at.x - view[0]) * f, at.y - (at.y - view[1]) * f, w);
			},
			reset() {
				set(whole[0], whole[1], whole[2]);
			},
			zoomed,
		};
	}

	// ---- fingers, mouse, wheel and keys

	function gestures(svg, view, tools) {
		const down = new Map(); // pointers that touch the map
		let moved = 0;

		listen(svg, "pointerdown", (e) => {
			if (e.pointerType === "mouse" && e.button !== 0) return;
			if (down.size === 0) moved = 0;
			down.set(e.pointerId, { x: e.clientX, y: e.clientY });
		});
		listen(svg, "pointermove", (e) => {
			const was = down.get(e.pointerId);
			if (!was) return;
			const now = { x: e.clientX, y: e.clientY };
			const before = [...down.values()];
			moved += Math.hypot(now.x - was.x, now.y - was.y);
			down.set(e.pointerId, now);
			if (moved < 4) return;
			if (!svg.hasPointerCapture(e.pointerId)) svg.setPointerCapture(e.pointerId);
			svg.classList.add("moving");
			const after = [...down.values()];
			if (after.length === 2) {
				const far = (p) => Math.hypot(p[0].x - p[1].x, p[0].y - p[1].y) || 1;
				view.zoom(far(before) / far(after), view.point((after[0].x + after[1].x) / 2, (after[0].y + after[1].y) / 2));
			}
			const part = view.perPixel() / after.length;
			view.move((was.x - now.x) * part, (was.y - now.y) * part);
		});
		const up = (e) => {
			down.delete(e.pointerId);
			if (down.size === 0) svg.classList.remove("moving");
		};
		for (const type of ["pointerup", "pointercancel", "lostpointercapture"]) listen(svg, type, up);
		// A drag that ends on a line is no press of it.
		listen(svg, "click", (e) => { if (moved > 6) e.stopPropagation(); }, true);
		listen(svg, "wheel", (e) => {
			const closer = e.deltaY < 0;
			if (!closer && !view.zoomed()) return; // let the page scroll
			e.preventDefault();
			const lines = e.deltaMode === 1 ? 20 : 1;
			view.zoom(Math.exp(clamp(e.deltaY * lines, -120, 120) / 400), view.point(e.clientX, e.clientY));
		}, { passive: false });
		listen(svg, "keydown", (e) => {
			if (e.ctrlKey || e.metaKey || e.altKey) return;
			const f = keys(view)[e.key];
			if (!f) return;
			e.preventDefault();
			f();
		});
		for (const b of tools.querySelectorAll("button")) {
			listen(b, "click", () => ({ in: () => view.zoom(1 / 1.6), out: () => view.zoom(1.6), reset: view.reset })[b.dataset.view]());
		}
	}

	function keys(view) {
		return {
			"+": () => view.zoom(1 / 1.4), "=": () => view.zoom(1 / 1.4), "-": () => view.zoom(1.4), 0: view.reset,
			ArrowLeft: () => view.step(-1, 0), ArrowRight: () => view.step(1, 0), ArrowUp: () => view.step(0, -1), ArrowDown: () => view.step(0, 1),
		};
	}

	// ---- the card of a crossing or an area, made of its row in the tables

	function Card(root, svg) {
		const card = root.querySelector(".card");
		const rows = new Map([...root.querySelectorAll("tr[data-ref]")].map((tr) => [tr.dataset.ref, tr]));
		let lit = [];
		let kept = null; // what has the focus

		const words = (tr, is) => tr.querySelector(`[data-is="${is}"]`)?.textContent.trim() || "";

		function sources(tr) {
			const list = make("ul", "sources");
			const numbers = new Set([...tr.querySelectorAll(".cite")].map((a) => a.textContent));
			for (const n of numbers) {
				for (const li of root.querySelectorAll(`#fc-rule-${n} .sources li`)) list.append(li.cloneNode(true));
			}
			return list.children.length ? list : null;
		}

		function fill(tr) {
			const parts = [];
			const title = make("p", "title");
			title.append(...[...tr.querySelector("th").childNodes].map((n) => n.cloneNode(true)));
			parts.push(title);
			if (words(tr, "km")) {
				let where = `km ${words(tr, "from")} to ${words(tr, "to")}, ${words(tr, "km")} km`;
				if (words(tr, "time")) where += `, from ${words(tr, "time")}`;
				parts.push(make("p", "where", where));
			}
			const status = make("p");
			status.append(tr.querySelector(".status").cloneNode(true));
			parts.push(status);
			const why = tr.querySelector('[data-is="why"] .why');
			if (why) parts.push(why.cloneNode(true));
			const from = sources(tr);
			if (from) parts.push(from);
			card.replaceChildren(...parts);
		}

		function hide() {
			for (const e of lit) e.classList.remove("at", "lit");
			lit = [];
			card.hidden = true;
			card.dataset.of = "";
		}

		function show(ref, x) {
			const tr = rows.get(ref);
			if (!tr) return hide();
			if (card.dataset.of !== ref) {
				hide();
				fill(tr);
				card.dataset.of = ref;
				card.className = `card ${[...tr.classList].find((c) => c.startsWith("s-")) || ""}`;
				const same = `[data-ref="${CSS.escape(ref)}"]`;
				for (const e of svg.querySelectorAll(`.crossing${same}`)) lit.push(e), e.classList.add("at");
				for (const e of svg.querySelectorAll(`.areas ${same}, .borders ${same}`)) lit.push(e), e.classList.add("lit");
				lit.push(tr);
				tr.classList.add("at");
			}
			const box = svg.getBoundingClientRect();
			card.classList.toggle("right", x < box.left + box.width / 2);
			card.classList.toggle("high", box.bottom > window.innerHeight && box.top > -20); // where it is seen
			card.hidden = false;
		}

		const thing = (e) => (e.target instanceof Element ? e.target.closest("[data-ref]") : null);
		const middle = (e) => {
			const b = e.getBoundingClientRect();
			return b.left + b.width / 2;
		};
		listen(svg, "pointerover", (e) => {
			if (svg.classList.contains("moving")) return;
			const t = thing(e);
			if (t && rows.has(t.dataset.ref)) show(t.dataset.ref, e.clientX);
			else if (kept) show(kept.dataset.ref, middle(kept));
			else hide();
		});
		listen(svg, "pointerleave", (e) => {
			if (e.pointerType === "touch" || card.contains(e.relatedTarget)) return;
			if (kept) show(kept.dataset.ref, middle(kept));
			else hide();
		});
		listen(card, "pointerleave", () => { if (!kept) hide(); });
		listen(svg, "focusin", (e) => {
			kept = e.target.closest(".crossing");
			if (kept) show(kept.dataset.ref, middle(kept));
		});
		listen(svg, "focusout", (e) => {
			if (card.contains(e.relatedTarget)) return;
			kept = null;
			hide();
		});
		listen(root, "keydown", (e) => {
			if (e.key !== "Escape") return;
			kept = null;
			hide();
		});
		for (const [ref, tr] of rows) {
			if (!ref.startsWith("crossing:")) continue;
			listen(tr, "pointerenter", () => {
				for (const e of svg.querySelectorAll(`.crossing[data-ref="${CSS.escape(ref)}"]`)) e.classList.add("at");
			});
			listen(tr, "pointerleave", () => {
				for (const e of svg.querySelectorAll(`.crossing[data-ref="${CSS.escape(ref)}"]`)) e.classList.remove("at");
			});
		}
	}

	// ---- the choice of a candidate

	function Choice(root, svg, view) {
		const items = [...root.querySelectorAll(".route")];
		const tables = [...root.querySelectorAll(".tables details")];
		const ways = svg.querySelector(".ways");

		function choose(number) {
			svg.classList.add("chosen");
			for (const e of svg.querySelectorAll("[data-route]")) e.classList.toggle("on", e.dataset.route === number);
			for (const c of svg.querySelectorAll(".crossing")) {
				c.tabIndex = c.dataset.route === number ? 0 : -1;
				if (c.dataset.route === number && c !== document.activeElement) ways.append(c); // painted last
			}
			for (const li of items) {
				const on = li.dataset.route === number;
				li.classList.toggle("on", on);
				if (on) li.querySelector("a").setAttribute("aria-current", "true");
				else li.querySelector("a").removeAttribute("aria-current");
			}
			for (const d of tables) {
				d.hidden = d.dataset.route !== number;
				d.open = !d.hidden;
			}
			view.draw();
		}

		for (const li of items) {
			const near = (on) => () => {
				for (const c of svg.querySelectorAll(`.crossing[data-route="${li.dataset.route}"]`)) c.classList.toggle("near", on);
			};
			listen(li, "pointerenter", near(true));
			listen(li, "pointerleave", near(false));
		}
		listen(root, "click", (e) => {
			const go = e.target.closest("a[data-goto]");
			if (go) {
				choose(go.dataset.goto);
				return;
			}
			if (e.target.closest("a.cite, a[rel]")) return;
			const li = e.target.closest(".route");
			if (li) {
				e.preventDefault();
				choose(li.dataset.route);
			}
			const crossing = e.target.closest(".crossing");
			if (crossing) {
				choose(crossing.dataset.route);
				crossing.focus({ preventScroll: true });
			}
		});
		listen(svg, "keydown", (e) => {
			const crossing = e.target.closest(".crossing");
			if (!crossing || (e.key !== "Enter" && e.key !== " ")) return;
			e.preventDefault();
			choose(crossing.dataset.route);
			tables.find((d) => !d.hidden)?.scrollIntoView({ block: "nearest" });
		});
		if (items.length) choose(items[0].dataset.route);
	}

	// ---- paper: all tables are open while the page is printed

	function paper(root) {
		let shut = [];
		listen(window, "beforeprint", () => {
			shut = [...root.querySelectorAll("details:not([open])")];
			for (const d of shut) d.open = true;
		});
		listen(window, "afterprint", () => {
			for (const d of shut) d.open = false;
			shut = [];
		});
	}

	// flightcheckInit makes the page below root work. What it did for a root before is
	// undone: call it again when the main part was replaced.
	window.flightcheckInit = function (root) {
		for (const f of undo) f();
		undo = [];
		document.documentElement.classList.add("js");
		const fc = root.querySelector(".fc");
		theme(fc?.querySelector(".theme"));
		const svg = fc?.querySelector("svg.map");
		if (!svg) return;
		const tools = fc.querySelector(".tools");
		const view = View(svg, tools);
		gestures(svg, view, tools);
		for (const t of svg.querySelectorAll("g > title")) t.remove(); // the card says it
		for (const c of svg.querySelectorAll(".crossing")) c.setAttribute("role", "button");
		Card(fc, svg);
		Choice(fc, svg, view);
		paper(fc);
		const size = new ResizeObserver(view.draw);
		size.observe(svg);
		undo.push(() => size.disconnect());
		view.draw();
	};

	if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", () => window.flightcheckInit(document));
	else window.flightcheckInit(document);
})();
