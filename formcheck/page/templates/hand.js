// Corrections by hand: shown in the rows, changed here, saved to be brought back by `formcheck correct`.
const hand = document.querySelector(".hand");

function startCorrections() {
  const texts = hand.dataset;
  const form = hand.querySelector("form");
  const link = hand.querySelector("a[download]");
  const kind = texts.kind; // rep or hold
  const marked = [...document.querySelectorAll(`tr[data-${kind}]`)];
  const known = JSON.parse(document.getElementById("corrections").textContent);
  const said = new Map(known.map((each) => [each[kind], each]));
  const nothing = { counted: null, side: null, note: null };

  function words(each) {
    const parts = [];
    if (each.counted !== null) {
      parts.push(each.counted ? texts.counted : texts.notCounted);
    }
    if (each.side !== null) {
      parts.push(texts[each.side]);
    }
    if (each.note !== null) {
      parts.push(`“${each.note}”`);
    }
    return `✎ ${texts.byHand}: ${parts.join(", ")}`;
  }

  function sorted() {
    return [...said.values()].sort((one, other) => one[kind] - other[kind]);
  }

  function judgedOf(row) {
    return kind === "rep" ? Number(row.dataset.verdict === "full") : Number(row.dataset.held);
  }

  function allOf(row) {
    return kind === "rep" ? 1 : Number(row.dataset.held) + Number(row.dataset.paused);
  }

  function written(sum) {
    return kind === "rep" ? String(sum) : sum.toFixed(1).replace(".", texts.decimal);
  }

  function showSums() {
    const judged = { left: 0, right: 0 };
    const byHand = { left: 0, right: 0 };
    const legs = new Set();
    for (const row of marked) {
      const each = said.get(Number(row.dataset[kind])) || nothing;
      const side = each.side || row.dataset.side;
      legs.add(side).add(row.dataset.side);
      judged[row.dataset.side] += judgedOf(row);
      byHand[side] += each.counted === null ? judgedOf(row) : Number(each.counted) * allOf(row);
    }
    const line = (side) =>
      texts[`${side}Sum`].replace("%1", written(judged[side])).replace("%2", written(byHand[side]));
    const each = sorted().map((one) => `${one[kind]}: ${words(one)}`);
    const lines = said.size ? [...each, ...[...legs].sort().map(line)] : [];
    hand.querySelector(".sum").textContent = lines.join("\n");
  }

  function show() {
    for (const row of marked) {
      row.querySelector(".by-hand")?.remove();
      const each = said.get(Number(row.dataset[kind]));
      row.classList.toggle("corrected", each !== undefined);
      if (each !== undefined) {
        const mark = document.createElement("p");
        mark.className = "by-hand";
        mark.textContent = words(each);
        row.querySelector("td.last").append(mark);
      }
    }
    showSums();
    hand.classList.toggle("empty", said.size === 0);
    const content = { schema: 1, report_sha256: texts.report, reps: [], holds: [] };
    content[`${kind}s`] = sorted();
    const file = new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" });
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(file);
  }

  function choose(number) {
    const each = said.get(number) || nothing;
    form.of.value = String(number);
    form.counted.value = each.counted === null ? "" : String(each.counted);
    form.side.value = each.side || "";
    form.note.value = each.note || "";
  }

  function take() {
    const number = Number(form.of.value);
    const counted = form.counted.value === "" ? null : form.counted.value === "true";
    const note = form.note.value.trim() || null;
    const each = { [kind]: number, counted, side: form.side.value || null, note };
    if (each.counted === null && each.side === null && note === null) {
      said.delete(number);
    } else {
      said.set(number, each);
    }
    show();
  }

  for (const name of ["counted", "side", "note"]) {
    form[name].addEventListener("input", take);
  }
  form.of.addEventListener("change", () => choose(Number(form.of.value)));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const row of marked) {
    row.querySelector("button").addEventListener("click", () => choose(Number(row.dataset[kind])));
  }
  choose(Number(marked[0].dataset[kind]));
  show();
  hand.hidden = false;
}

if (hand) {
  startCorrections();
}
