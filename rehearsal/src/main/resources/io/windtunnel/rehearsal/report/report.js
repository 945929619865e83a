"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const page = document.getElementById("page");
  const charts = [];
  const GUTTER = 58;
  const CONDITIONS = ["healthy", "starting", "unhealthy", "leaving", "stopped"];
  const ERROR_COLOURS = {
    "503": "#f08c00", "504": "#c2255c", "502": "#9c36b5", "500": "#e8590c", "timeout": "#e03131", "unreachable": "#7048e8",
    "refused": "#1098ad", "reset": "#5c7cfa", "no address": "#868e96", "not sent": "#495057"
  };
  const SPARE = ["#ae3ec9", "#4263eb", "#0ca678", "#f76707", "#74b816", "#d6336c"];

  function el(tag, attributes, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) node.setAttribute(name, value);
    for (const child of children.flat()) if (child !== null && child !== undefined) node.append(child);
    return node;
  }
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
  const errorColour = (kind, index) => ERROR_COLOURS[kind] || SPARE[index % SPARE.length];
  const whole = n => Math.round(n).toLocaleString("en-US");
  const clock = s => (s < 0 ? "−" : "+") + Math.abs(s).toFixed(1) + " s";
  function span(s) {
    if (s === null || s === undefined) return "–";
    if (s < 0.001) return s === 0 ? "0 s" : (s * 1e6).toFixed(0) + " µs";
    if (s < 1) return (s * 1e3).toFixed(s < 0.01 ? 1 : 0) + " ms";
    return s.toFixed(s < 10 ? 2 : 1) + " s";
  }
  const dollars = n => n.toFixed(n !== 0 && Math.abs(n) < 0.1 ? 4 : 2) + " USD";
  const short3 = n => Number(n.toPrecision(3)).toLocaleString("en-US", { maximumFractionDigits: 6 });
  const short = s => span(s).replace(/\.0+ /, " ");
  const pill = outcome => el("span", { class: "pill " + outcome.replace(" ", "-").toLowerCase() }, outcome.toLowerCase());

  const listed = words => words.length < 2 ? words.join("") : words.slice(0, -1).join(", ") + " and " + words[words.length - 1];

  /* ---- the verdict ---- */
  function headline() {
    const line = el("p", { class: "headline" });
    data.designs.forEach((design, i) => {
      const broken = design.judgements.filter(j => j.outcome === "BROKEN").map(j => j.promise);
      if (i > 0) line.append(" ");
      line.append(el("b", { class: broken.length ? "bad" : "good" }, design.name));
      line.append(broken.length ? " breaks " + listed(broken) + "." : " keeps every promise.");
    });
    return line;
  }
  function verdict() {
    const head = el("tr", {}, el("th", {}, "Promise"), data.designs.map(d => el("th", {}, d.name)));
    const rows = data.promises.map((promise, i) => el("tr", {}, el("th", {}, promise), data.designs.map(design => {
      const judged = design.judgements[i];
      return el("td", {}, el("span", { class: "value" }, judged.words), pill(judged.outcome));
    })));
    const count = (label, of) => el("tr", {}, el("td", { class: "note" }, label),
      data.designs.map(design => el("td", { class: "note" }, of(design))));
    rows.push(count("requests offered / served / missed", d =>
      [d.totals.offered, d.totals.served, d.totals.missed].map(whole).join(" / ")));
    rows.push(count("missed, by kind", d =>
      Object.entries(d.totals.errors).map(([kind, n]) => kind + " " + whole(n)).join(", ") || "none"));
    return el("div", { class: "card" }, headline(), el("div", { class: "scroll" },
      el("table", {}, el("thead", {}, head), el("tbody", {}, rows))));
  }

  /* ---- the measured times ---- */
  function stepsOf(recovery) {
    return [
      ["detected", recovery.detected, (recovery.detectedBy || "a health check") + " found a machine unhealthy"],
      ["launched", recovery.launched, "a replacement was launched"],
      ["booted", recovery.answering, "the replacement had booted and listened"],
      ["healthy", recovery.healthy, "the replacement passed its checks"]
    ];
  }
  function recoveryCard(design, recovery) {
    const list = el("ol", { class: "steps" }, stepsOf(recovery).map(([, at, words], i) => el("li", {},
      el("span", { class: at === null ? "badge blank" : "badge" }, String(i + 1)),
      el("span", { class: "t" }, at === null ? "–" : clock(at)),
      el("span", {}, at === null ? words.replace(/found|was|had|passed/, m => "never " + m) + " while the wind blew" : words))));
    const bound = (recovery.bound * 100).toFixed(3).replace(/\.?0+$/, "") + " %";
    const rto = recovery.rto === null
      ? "Availability did not come back to " + bound + " while the wind blew."
      : recovery.rto === 0 ? "Availability never fell below " + bound + "."
      : "Availability was back at " + bound + " and stayed there after " + span(recovery.rto) + ": the measured RTO.";
    const checks = design.checks.map(c => {
      const within = recovery.detected !== null && recovery.detected >= c.soonest - 0.5 && recovery.detected <= c.latest + 1;
      const told = recovery.detected === null ? "it was not detected"
        : !recovery.byBalancer ? "Auto Scaling noticed the stopped machine first, and took it out of the target group"
        : within ? "measured " + span(recovery.detected) + ", which agrees" : "measured " + span(recovery.detected) + ", which does not agree";
      return el("p", { class: "note" }, "The template checks " + c.path + " every " + short(c.interval) + " with a timeout of " + short(c.timeout)
        + ", unhealthy after " + c.unhealthyAfter + " failures in a row: detection is due between " + short(c.soonest) + " and "
        + short(c.latest) + "; " + told + ".");
    });
    return el("div", { class: "card design" }, el("header", {}, el("h3", {}, design.name),
      el("span", { class: "params" }, recovery.words + " from " + span(recovery.at))),
      design.capacity.zones.length ? list : null, el("p", { style: "margin-top:8px" }, rto), checks);
  }

  /* ---- the charts ---- */
  function marksOf(design) {
    const marks = [];
    design.recoveries.forEach(r => stepsOf(r).forEach(([label, at], i) => {
      if (at !== null) marks.push({ at: r.at + at, label, number: i + 1 });
    }));
    data.changes.filter(c => c.design === null || c.design === design.name).forEach(c => marks.push({ at: c.at, label: "change", number: "Δ" }));
    /* what scaling decided; in a long wind many follow each other, and one number tells of those within its width */
    design.happenings.filter(h => h.at >= 0 && h.kind === "group.scaled").forEach(h =>
      marks.push({ at: h.at, label: h.words, number: "↕" }));
    return marks.sort((a, b) => a.at - b.at);
  }
  function overlay(marks, numbers) {
    const scale = window.devicePixelRatio || 1;
    return { hooks: {
      drawClear: [u => {
        const c = u.ctx; c.save();
        data.faults.forEach(f => {
          const from = Math.max(u.bbox.left, u.valToPos(f.at, "x", true));
          const to = Math.min(u.bbox.left + u.bbox.width, u.valToPos(f.until, "x", true));
          if (to <= from) return;
          c.fillStyle = colour("band"); c.fillRect(from, u.bbox.top, to - from, u.bbox.height);
          c.fillStyle = colour("band-edge"); c.fillRect(from, u.bbox.top, scale, u.bbox.height);
          if (f.until <= data.wind) c.fillRect(to - scale, u.bbox.top, scale, u.bbox.height);
        });
        c.restore();
      }],
      draw: [u => {
        const c = u.ctx; c.save();
        let last = -1e9, level = 0;
        marks.forEach(mark => {
          const x = Math.round(u.valToPos(mark.at, "x", true));
          if (x < u.bbox.left || x > u.bbox.left + u.bbox.width) return;
          c.strokeStyle = colour("mark"); c.globalAlpha = .7; c.lineWidth = scale; c.setLineDash([3 * scale, 3 * scale]);
          c.beginPath(); c.moveTo(x, u.bbox.top); c.lineTo(x, u.bbox.top + u.bbox.height); c.stroke();
          if (!numbers) return;
          level = x - last < 18 * scale ? (level + 1) % 5 : 0; last = x;
          const y = u.bbox.top + (9 + level * 18) * scale;
          c.globalAlpha = 1; c.setLineDash([]); c.fillStyle = colour("mark");
          c.beginPath(); c.arc(x, y, 8 * scale, 0, 7); c.fill();
          c.fillStyle = colour("card"); c.font = "700 " + 11 * scale + "px system-ui, sans-serif";
          c.textAlign = "center"; c.textBaseline = "middle"; c.fillText(String(mark.number), x, y + .5 * scale);
        });
        c.restore();
      }]
    } };
  }
  function tooltip(describe) {
    let tip;
    return { hooks: {
      init: [u => { tip = el("div", { class: "tip" }); u.over.append(tip); }],
      setCursor: [u => {
        const i = u.cursor.idx;
        if (i === null || i === undefined || u.cursor.left < 0 || !u.root.matches(":hover")) { tip.style.display = "none"; return; }
        tip.replaceChildren(el("b", {}, "second " + u.data[0][i]), ...describe(i).flatMap(line => [el("br"), line]));
        tip.style.display = "block";
        const right = u.cursor.left > u.over.clientWidth * .6;
        tip.style.left = right ? "" : u.cursor.left + 12 + "px";
        tip.style.right = right ? u.over.clientWidth - u.cursor.left + 12 + "px" : "";
        tip.style.top = "8px";
      }]
    } };
  }
  const axis = extra => Object.assign({
    stroke: colour("faint"), grid: { stroke: colour("grid"), width: 1 }, ticks: { show: false },
    font: "11.5px system-ui, sans-serif", size: GUTTER, gap: 6
  }, extra);
  const timeAxis = () => axis({ size: 26, gap: 2, grid: { show: false }, space: 60,
    incrs: data.wind > 600 ? [60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400] : undefined,
    values: (u, v) => v.map(s => data.wind > 600 ? s / 60 + " min" : s + " s") });

  function chart(figure, options) {
    const holder = el("div", { class: "chart" });
    figure.append(holder);
    charts.push(() => {
      const made = new uPlot(Object.assign({
        width: holder.clientWidth || 480, height: options.height || 170, padding: [8, 18, 0, 0],
        cursor: { sync: { key: "rehearsal" }, y: false, points: { show: false }, drag: { x: false, y: false } },
        legend: { show: false }, plugins: [overlay(options.marks, options.numbers), tooltip(options.tip)]
      }, options.plot()), options.data, holder);
      return { resize: () => made.setSize({ width: holder.clientWidth, height: options.height || 170 }), destroy: () => made.destroy() };
    });
  }
  const key = (name, style, dash) => el("span", { class: "key" }, el("i", dash
    ? { class: "dash", style: "border-color:" + style } : { style: "background:" + style }), name);
  function figure(title, keys) {
    return el("figure", {}, el("figcaption", {}, el("span", {}, title), el("span", { class: "keys" }, keys)));
  }
  /* A second's value holds until its end: the last one needs a point there. */
  const held = v => v.concat([v[v.length - 1]]);
  const axisOf = s => s.at.concat([Math.min(data.wind, s.at.length ? s.at[s.at.length - 1] + 1 : 0)]);
  const xScale = { time: false, range: [0, data.wind] };

  function requests(design, marks, peak) {
    const s = design.seconds;
    const fig = figure("Requests per second", [key("offered", "var(--offered)", true), key("served", "var(--served)"), key("missed", "var(--missed)")]);
    chart(fig, { marks, numbers: true, height: 200, data: [axisOf(s), held(s.missed), held(s.served), held(s.offered)],
      tip: i => i >= s.at.length ? [] : ["offered " + whole(s.offered[i]), "served " + whole(s.served[i]), "missed " + whole(s.missed[i])],
      plot: () => ({ scales: { x: xScale, y: { range: [0, peak * 1.12 || 1] } }, axes: [timeAxis(), axis({})], series: [{},
        { stroke: colour("missed"), fill: colour("missed") + "40", width: 1.5, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
        { stroke: colour("served"), width: 2, paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } },
        { stroke: colour("offered"), width: 1.5, dash: [5, 4], paths: uPlot.paths.stepped({ align: 1 }), points: { show: false } }] }) });
    return fig;
  }
  function errors(design, marks, kinds, peak) {
    const s = design.seconds;
    const fig = figure("Missed requests per second, by kind", kinds.map((k, i) => key(k, errorColour(k, i))));
    const none = s.at.map(() => 0);
    const stacked = [];
    kinds.forEach((kind, i) => {
      const own = design.errors[kind] || none;
      stacked.push(own.map((n, j) => n + (i > 0 ? stacked[i - 1][j] : 0)));
    });
    chart(fig, { marks, height: 130, data: [s.at, ...stacked.slice().reverse()],
      tip: i => kinds.map(k => [k, (design.errors[k] || none)[i]]).filter(([, n]) => n > 0).map(([k, n]) => k + " " + whole(n)),
      plot: () => ({ scales: { x: xScale, y: { range: [0, peak * 1.1 || 1] } }, axes: [timeAxis(), axis({})],
        series: [{}, ...kinds.map((k, i) => ({ stroke: errorColour(k, i), fill: errorColour(k, i), width: 0,
          paths: uPlot.paths.bars({ size: [.92, 40], align: 1 }), points: { show: false } })).reverse()] }) });
    return fig;
  }
  function latency(design, marks, floor, peak) {
    const s = design.seconds;
    const fig = figure("Latency of served requests, from the intended send time",
      [key("p50", "var(--p50)"), key("p90", "var(--p90)"), key("p99", "var(--p99)")]);
    const line = name => ({ stroke: colour(name), width: name === "p99" ? 2 : 1.5, points: { show: false }, spanGaps: false });
    const roundly = (u, v) => v.map(n => /^[125]e/.test(n.toExponential(0)) ? n : null);
    const log = v => v.map(n => n > 0 ? n : null);
    chart(fig, { marks, height: 170, data: [s.at, log(s.p99), log(s.p90), log(s.p50)],
      tip: i => s.p50[i] > 0 ? ["p50 " + span(s.p50[i]), "p90 " + span(s.p90[i]), "p99 " + span(s.p99[i])] : ["nothing served"],
      plot: () => ({ scales: { x: xScale, y: { distr: 3, range: [floor, peak] } },
        axes: [timeAxis(), axis({ values: (u, v) => v.map(n => n === null ? "" : short(n)), filter: roundly,
          grid: { stroke: colour("grid"), width: 1, filter: roundly } })],
        series: [{}, line("p99"), line("p90"), line("p50")] }) });
    return fig;
  }
  function capacity(design, marks) {
    const c = design.capacity;
    const zones = c.zones.slice().reverse();
    const used = CONDITIONS.filter(k => zones.some(z => (c.counts[z][k] || []).some(n => n > 0)));
    const fig = figure("Machines by zone and state", used.map(k => key(k, "var(--" + k + ")")));
    const most = Math.max(1, ...zones.flatMap(z => c.at.map((_, i) => CONDITIONS.reduce((n, k) => n + (c.counts[z][k] ? c.counts[z][k][i] : 0), 0))));
    const lanes = { hooks: { draw: [u => {
      const x = u.ctx; x.save();
      x.beginPath(); x.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height); x.clip();
      zones.forEach((zone, lane) => c.at.forEach((at, i) => {
        const from = u.valToPos(at, "x", true), to = u.valToPos(i + 1 < c.at.length ? c.at[i + 1] : data.wind, "x", true);
        let level = 0;
        CONDITIONS.forEach(k => {
          const n = c.counts[zone][k] ? c.counts[zone][k][i] : 0;
          if (!n) return;
          const bottom = u.valToPos(lane + .08 + .84 * level / most, "y", true);
          level += n;
          const top = u.valToPos(lane + .08 + .84 * level / most, "y", true);
          x.fillStyle = colour(k); x.fillRect(Math.floor(from), top + 1, Math.ceil(to) - Math.floor(from), bottom - top - 1);
        });
      }));
      x.restore();
    }] } };
    chart(fig, { marks, height: 34 + Math.max(1, zones.length) * 34, data: [c.at, c.at.map(() => null)],
      tip: i => zones.slice().reverse().map(z => z + ": " + (CONDITIONS.filter(k => c.counts[z][k] && c.counts[z][k][i])
        .map(k => c.counts[z][k][i] + " " + k).join(", ") || "none")),
      plot: () => ({ scales: { x: xScale, y: { range: [0, zones.length || 1] } },
        plugins: [lanes, overlay(marks, false), tooltip(i => zones.slice().reverse().map(z => z.slice(-2) + ": " + (CONDITIONS
          .filter(k => c.counts[z][k] && c.counts[z][k][i]).map(k => c.counts[z][k][i] + " " + k).join(", ") || "none")))],
        axes: [timeAxis(), axis({ splits: () => zones.map((_, i) => i + .5), values: () => zones.map(z => "zone " + z.slice(-1)), grid: { show: false } })],
        series: [{}, { points: { show: false } }] }) });
    return fig;
  }
  function queue(design, marks, q, depth, age) {
    const fig = figure("Queue " + q.name + ": messages, and the age of the oldest (up to " + span(q.oldest) + ")",
      [key("visible", "var(--offered)"), key("in flight", "var(--served)"), key("age", "var(--p99)")]);
    const both = q.visible.map((n, i) => n + q.inFlight[i] + q.delayed[i]);
    chart(fig, { marks, height: 130, data: [q.at, both, q.inFlight, q.age],
      tip: i => [whole(q.visible[i]) + " visible", whole(q.inFlight[i]) + " in flight"]
        .concat(q.delayed[i] ? [whole(q.delayed[i]) + " delayed"] : [], "oldest " + span(q.age[i]), short3(q.consumed[i]) + "/s consumed"),
      plot: () => ({ scales: { x: xScale, y: { range: [0, depth * 1.1 || 1] }, age: { range: [0, age * 1.1 || 1] } },
        axes: [timeAxis(), axis({})],
        series: [{}, { stroke: colour("offered"), fill: colour("offered") + "30", width: 1.5, points: { show: false } },
          { stroke: colour("served"), width: 1.5, points: { show: false } },
          { stroke: colour("p99"), width: 1.5, dash: [4, 3], scale: "age", points: { show: false } }] }) });
    return fig;
  }
  const ALARM_COLOURS = { OK: "healthy", ALARM: "missed", INSUFFICIENT_DATA: "stopped" };
  const shortly = name => {
    const told = name.replace(/^TargetTracking-.*-Alarm(High|Low)-[0-9a-f-]{36}$/, "$1")
      .replace(/^.+-([A-Za-z0-9]+)-[A-Z0-9]{12,13}$/, "$1");
    return told.length > 7 ? told.slice(0, 6) + "…" : told;
  };
  function alarms(design, marks) {
    const tracks = design.alarms.slice().reverse();
    const states = [...new Set(tracks.flatMap(t => t.changes.map(c => c.state)))].sort();
    const fig = figure("Alarms", states.map(s => key(s.replace("_", " "), "var(--" + ALARM_COLOURS[s] + ")")));
    const at = [...new Set(tracks.flatMap(t => t.changes.map(c => c.at)).concat([0, data.wind]))].sort((a, b) => a - b);
    const stateAt = (track, s) => track.changes.reduce((found, c) => c.at <= s ? c.state : found, null);
    const lanes = { hooks: { draw: [u => {
      const x = u.ctx; x.save();
      x.beginPath(); x.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height); x.clip();
      tracks.forEach((track, lane) => track.changes.forEach((change, i) => {
        const next = track.changes[i + 1];
        const from = u.valToPos(change.at, "x", true), to = u.valToPos(next ? next.at : data.wind, "x", true);
        const high = change.state === "ALARM" ? .36 : .12;
        const top = u.valToPos(lane + .5 + high, "y", true), bottom = u.valToPos(lane + .5 - high, "y", true);
        x.fillStyle = colour(ALARM_COLOURS[change.state]);
        x.fillRect(Math.floor(from), top, Math.max(1, Math.ceil(to) - Math.floor(from)), bottom - top);
      }));
      x.restore();
    }] } };
    const tip = i => tracks.slice().reverse().map(t => t.name + ": " + (stateAt(t, at[i]) || "not there"));
    chart(fig, { marks, height: 34 + tracks.length * 24, data: [at, at.map(() => null)], tip,
      plot: () => ({ scales: { x: xScale, y: { range: [0, tracks.length] } }, plugins: [lanes, overlay(marks, false), tooltip(tip)],
        axes: [timeAxis(), axis({ splits: () => tracks.map((_, i) => i + .5),
          values: () => tracks.map(t => shortly(t.name)), grid: { show: false } })],
        series: [{}, { points: { show: false } }] }) });
    fig.append(el("p", { class: "note" }, design.alarms.map(t => t.name).join(" · ")));
    return fig;
  }
  function designCharts() {
    const kinds = [...new Set(data.designs.flatMap(d => Object.keys(d.errors)))].sort();
    const most = of => Math.max(0, ...data.designs.flatMap(of));
    const rate = most(d => d.seconds.offered.concat(d.seconds.served));
    const missed = most(d => d.seconds.missed);
    const times = data.designs.flatMap(d => d.seconds.p50.concat(d.seconds.p99)).filter(n => n > 0);
    const floor = times.length ? Math.pow(10, Math.floor(Math.log10(Math.min(...times)))) : .001;
    const peak = times.length ? Math.max(...times) * 1.5 : 1;
    const deepest = most(d => d.queues.map(q => q.deepest)), oldest = most(d => d.queues.map(q => q.oldest));
    return el("div", { class: "grid" }, data.designs.map(design => {
      const marks = marksOf(design);
      const parameters = Object.entries(design.parameters).map(([k, v]) => k + " = " + v).join(", ");
      return el("section", { class: "card design" },
        el("header", {}, el("h3", {}, design.name), pill(design.kept ? "kept" : "broken"), el("span", { class: "params" }, parameters)),
        requests(design, marks, rate), kinds.length ? errors(design, marks, kinds, missed) : null,
        latency(design, marks, floor, peak), design.capacity.zones.length ? capacity(design, marks) : null,
        design.queues.filter(q => q.deepest > 0).map(q => queue(design, marks, q, deepest, oldest)),
        design.alarms.length ? alarms(design, marks) : null);
    }));
  }

  /* ---- figures, timeline, notes ---- */
  function figures() {
    const streams = [...new Set(data.designs.flatMap(d => Object.keys(d.streams)))];
    const row = (name, of) => el("tr", {}, el("th", {}, name), data.designs.map(d => el("td", { class: "num" }, of(d))));
    return el("div", { class: "card scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}, ""), data.designs.map(d => el("th", { class: "num" }, d.name)))),
      el("tbody", {}, row("offered", d => whole(d.totals.offered)), row("served", d => whole(d.totals.served)),
        row("missed", d => whole(d.totals.missed)),
        [...new Set(data.designs.flatMap(d => Object.keys(d.totals.errors)))].sort().map(kind =>
          row("· " + kind, d => whole(d.totals.errors[kind] || 0))),
        ["p50", "p90", "p95", "p99", "p99.9", "max"].map(p => row("latency " + p, d => span(d.totals.latency[p]))),
        streams.length > 1 ? streams.flatMap(name => [
          row(name + ": availability", d => (d.streams[name].availability * 100).toFixed(2) + " %"),
          row("· p50 / p99", d => span(d.streams[name].latency.p50) + " / " + span(d.streams[name].latency.p99))]) : [],
        data.designs.some(d => d.account.acknowledged) ? [
          row("writes acknowledged", d => whole(d.account.acknowledged)),
          row("· of these gone", d => whole(d.account.gone)
            + (d.account.goneSeconds ? " (written over " + span(d.account.goneSeconds) + ")" : ""))] : [],
        data.designs.some(d => d.account.reads) ? [
          row("reads / stale", d => whole(d.account.reads) + " / " + whole(d.account.stale))] : [],
        data.designs.some(d => d.spend.lines.length) ? [
          row("instance-hours", d => d.spend.instanceHours.toFixed(2)),
          row("bill", d => dollars(d.spend.dollars)),
          row("· paid idle", d => dollars(d.spend.idle)), row("· paid per use", d => dollars(d.spend.use)),
          row("· per million requests served", d => d.totals.served ? dollars(d.spend.dollars / d.totals.served * 1e6) : "–")] : [],
        row("set-up until every target was healthy (scenario time)", d => span(d.setUp)),
        row("generator's lag p99 / max", d => span(d.totals.lagP99) + " / " + span(d.totals.lagMax)))));
  }
  function steps() {
    const names = [...new Set(data.designs.flatMap(d => d.steps.map(s => s.name)))].sort();
    const cell = (d, name) => {
      const s = d.steps.find(one => one.name === name);
      if (!s) return "–";
      const refused = Object.entries(s.refusals).map(([kind, n]) => kind + " " + whole(n)).join(", ");
      return whole(s.done) + " of " + whole(s.taken) + (s.retries ? ", " + whole(s.retries) + " retries" : "")
        + (s.done ? ", p50 " + span(s.p50) + ", p99 " + span(s.p99) : "") + (refused ? " · refused: " + refused : "");
    };
    return el("div", { class: "card scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}, "Step"), data.designs.map(d => el("th", {}, d.name)))),
      el("tbody", {}, names.map(name => el("tr", {}, el("th", {}, name), data.designs.map(d => el("td", {}, cell(d, name))))))));
  }
  function histories() {
    return el("div", { class: "grid" }, data.designs.map(d => el("div", { class: "card design" }, el("h3", {}, d.name),
      d.account.histories.map(h => el("p", {}, el("b", { class: h.violated ? "bad" : "good" },
        h.target + (h.violated ? ": not as a single copy. " : ": as a single copy would answer. ")),
        whole(h.operations) + " operations on " + whole(h.items) + " items"
        + (h.violated ? ", of which " + whole(h.violated) + " cannot be explained; the first: " + h.first : "")
        + (h.unchecked ? ", " + whole(h.unchecked) + " not checked: too long" : "") + ".")),
      d.account.histories.length ? el("p", {}, d.account.divided ? whole(d.account.divided) + " items are not the same in every Region in the end."
        : "In the end every item is the same wherever it was called.") : null,
      d.account.untold ? el("p", { class: "note" }, whole(d.account.untold) + " operations were too many to keep.") : null)));
  }
  function bill() {
    const names = [...new Set(data.designs.flatMap(d => d.spend.lines.map(l => l.service + " · " + l.usageType)))];
    const find = (d, name) => d.spend.lines.find(l => l.service + " · " + l.usageType === name);
    const idle = name => data.designs.some(d => (find(d, name) || {}).idle);
    const unpriced = [...new Set(data.designs.flatMap(d => d.spend.unpriced))].sort();
    return el("div", { class: "card scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", {}, "Usage"), el("th", {}, "paid"), data.designs.map(d => el("th", { class: "num" }, d.name)))),
      el("tbody", {}, names.map(name => el("tr", {}, el("th", {}, name), el("td", {}, idle(name) ? "idle" : "per use"),
        data.designs.map(d => { const line = find(d, name);
          return el("td", { class: "num" }, line ? dollars(line.dollars) + " (" + short3(line.quantity) + " " + line.unit + ")" : "–"); }))))),
      unpriced.length ? el("p", { class: "note" }, "Used, and without a price in the table, so in no sum: " + unpriced.join(", ") + ".") : null);
  }
  function kindClass(kind) {
    if (kind.startsWith("fault")) return "kind fault";
    if (kind.startsWith("alarm") || kind.startsWith("group")) return "kind";
    if (/unhealthy|fail|terminated|impaired|stopped/.test(kind)) return "kind bad";
    if (/healthy|booted|running|launched/.test(kind)) return "kind good";
    return "kind";
  }
  function events(list) {
    return el("div", { class: "scroll" }, el("table", { class: "timeline" }, el("tbody", {}, list.map(h => el("tr", {},
      el("td", {}, clock(h.at)), el("td", {}, el("span", { class: kindClass(h.kind) }, h.kind)), el("td", {}, h.subject.startsWith("i-") && !h.words.includes(h.subject) ? h.subject + ": " + h.words : h.words))))));
  }
  function timeline(design) {
    const during = design.happenings.filter(h => h.at >= 0), before = design.happenings.filter(h => h.at < 0);
    return el("div", { class: "card design" }, el("h3", {}, design.name),
      during.length ? events(during) : el("p", { class: "note" }, "Nothing happened while the wind blew."),
      before.length ? el("details", {}, el("summary", {}, before.length + " events while the stack was set up"), events(before)) : null);
  }
  function notes() {
    const unhonoured = data.notHonoured;
    return el("div", { class: "card" }, el("h3", {}, "What this figure is worth"),
      el("ul", { class: "plain" }, data.notes.map(n => el("li", {}, n))),
      el("h3", { style: "margin-top:16px" }, "Not honoured"),
      unhonoured.length ? el("ul", { class: "plain" }, unhonoured.map(n => el("li", {}, n)))
        : el("p", { class: "note" }, "Everything the templates asked for was honoured."));
  }

  page.append(
    el("h1", {}, data.title),
    el("div", { class: "meta" }, data.meta.map(m => el("span", {}, m))),
    verdict());
  if (data.faults.length) page.append(el("h2", {}, "From the fault to recovery"),
    el("div", { class: "grid" }, data.designs.flatMap(d => d.recoveries.map(r => recoveryCard(d, r)))));
  page.append(el("h2", {}, "What happened"),
    el("p", { class: "note" }, "One time axis, in seconds of the scenario from the begin of the wind. "
      + (data.designs[0].pointSeconds > 1 ? "Each point stands for " + data.designs[0].pointSeconds + " seconds. " : "")
      + (data.faults.length ? "The shaded band is the fault (" + data.faults.map(f => f.words).join(", ") + "); the numbered marks are the steps above." : "")),
    designCharts(), el("h2", {}, "Figures"), figures());
  if (data.designs.some(d => d.steps.length)) page.append(el("h2", {}, "What the stand-ins did"),
    el("p", { class: "note" }, "Steps that were done, of those that were taken, through the services' own APIs; times include retries."), steps());
  if (data.designs.some(d => d.account.histories.length)) page.append(el("h2", {}, "The history of operations"),
    el("p", { class: "note" }, "Every write and read as its caller saw it, held against a single copy: whether an order exists in which each took effect between its call and its answer."),
    histories());
  if (data.designs.some(d => d.spend.lines.length)) page.append(el("h2", {}, "The bill"), bill());
  for (const exhibit of data.exhibits || []) {
    const cells = (row, tag) => row.map((cell, i) => el(i ? tag : "th", i ? { class: "num" } : {}, cell));
    page.append(el("h2", {}, exhibit.title), el("p", { class: "note" }, exhibit.note), el("div", { class: "card scroll" }, el("table", {},
      el("thead", {}, el("tr", {}, cells(exhibit.rows[0], "th"))),
      el("tbody", {}, exhibit.rows.slice(1).map(row => el("tr", {}, cells(row, "td")))))));
  }
  page.append(el("h2", {}, "Timeline"),
    el("div", { class: "grid" }, data.designs.map(timeline)), el("h2", {}, "Fidelity"), notes(),
    el("footer", {}, "Windtunnel " + data.version + " · charts by uPlot (MIT) · this page needs no network"));

  let made = charts.map(make => make());
  function redraw() { made.forEach(c => c.destroy()); made = charts.map(make => make()); }
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  let waiting = 0;
  window.addEventListener("resize", () => { cancelAnimationFrame(waiting); waiting = requestAnimationFrame(() => made.forEach(c => c.resize())); });
})();
