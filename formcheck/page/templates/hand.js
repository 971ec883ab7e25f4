// Corrections by hand: shown in the rows, changed here, saved to be brought back by `formcheck correct`.
const hand = document.querySelector(".hand");

function startCorrections() {
  const texts = hand.dataset;
  const form = hand.querySelector("form");
  const link = hand.querySelector("a[download]");
  const reps = [...document.querySelectorAll("tr[data-rep]")];
  const known = JSON.parse(document.getElementById("corrections").textContent);
  const said = new Map(known.map((each) => [each.rep, each]));
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
    return [...said.values()].sort((one, other) => one.rep - other.rep);
  }

  function showSums() {
    const judged = { left: 0, right: 0 };
    const byHand = { left: 0, right: 0 };
    const legs = new Set();
    for (const row of reps) {
      const each = said.get(Number(row.dataset.rep)) || nothing;
      const full = row.dataset.verdict === "full";
      const side = each.side || row.dataset.side;
      legs.add(side).add(row.dataset.side);
      judged[row.dataset.side] += full;
      byHand[side] += each.counted === null ? full : each.counted;
    }
    const line = (side) => texts[`${side}Sum`].replace("%1", judged[side]).replace("%2", byHand[side]);
    const each = sorted().map((one) => `${one.rep}: ${words(one)}`);
    const lines = said.size ? [...each, ...[...legs].sort().map(line)] : [];
    hand.querySelector(".sum").textContent = lines.join("\n");
  }

  function show() {
    for (const row of reps) {
      row.querySelector(".by-hand")?.remove();
      const each = said.get(Number(row.dataset.rep));
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
    const content = { schema: 1, report_sha256: texts.report, reps: sorted() };
    const file = new Blob([`${JSON.stringify(content, null, 2)}\n`], { type: "application/json" });
    URL.revokeObjectURL(link.href);
    link.href = URL.createObjectURL(file);
  }

  function choose(number) {
    const each = said.get(number) || nothing;
    form.rep.value = String(number);
    form.counted.value = each.counted === null ? "" : String(each.counted);
    form.side.value = each.side || "";
    form.note.value = each.note || "";
  }

  function take() {
    const rep = Number(form.rep.value);
    const counted = form.counted.value === "" ? null : form.counted.value === "true";
    const note = form.note.value.trim() || null;
    const each = { rep, counted, side: form.side.value || null, note };
    if (each.counted === null && each.side === null && note === null) {
      said.delete(rep);
    } else {
      said.set(rep, each);
    }
    show();
  }

  for (const name of ["counted", "side", "note"]) {
    form[name].addEventListener("input", take);
  }
  form.rep.addEventListener("change", () => choose(Number(form.rep.value)));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const row of reps) {
    row.querySelector("button").addEventListener("click", () => choose(Number(row.dataset.rep)));
  }
  choose(Number(reps[0].dataset.rep));
  show();
  hand.hidden = false;
}

if (hand) {
  startCorrections();
}
