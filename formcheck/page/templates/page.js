"use strict";
// The video, the curves and the rows show the same moment.
const video = document.querySelector("video");
const untilS = Number(document.body.dataset.until) || 1;
const strips = [...document.querySelectorAll(".strip svg")];
const rows = [...document.querySelectorAll("tr[data-start]")];
const clock = document.querySelector("output");

function show(timeS) {
  document.body.classList.add("ready");
  const x = Math.min(1000, (timeS / untilS) * 1000);
  for (const strip of strips) {
    const cursor = strip.querySelector(".cursor");
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
  }
  for (const row of rows) {
    const begun = Number(row.dataset.start) <= timeS + 0.02; // a video rounds where it is sent
    row.classList.toggle("now", begun && timeS < Number(row.dataset.end));
  }
  if (clock) {
    clock.textContent = `${timeS.toFixed(1)} s`;
  }
}

function go(timeS) {
  if (video) {
    video.currentTime = timeS;
  }
  show(timeS);
}

for (const button of document.querySelectorAll("button[data-at]")) {
  button.addEventListener("click", () => go(Number(button.dataset.at)));
}
for (const strip of strips) {
  strip.addEventListener("click", (event) => {
    const box = strip.getBoundingClientRect();
    go(((event.clientX - box.left) / box.width) * untilS);
  });
}
if (video) {
  const follow = () => {
    show(video.currentTime);
    if (!video.paused) {
      requestAnimationFrame(follow);
    }
  };
  for (const event of ["play", "seeked", "timeupdate"]) {
    video.addEventListener(event, follow);
  }
}
