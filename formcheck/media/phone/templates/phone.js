"use strict";
// Takes pictures with the camera and hands each to the computer that served this page. At most
// one is being made and two are on their way: when the network is slow, pictures are left out.
const MOST_FLYING = 2, RETRY_MS = 500, PATIENCE_MS = 4000;
const BEST = 0.8, WORST = 0.4, FEW = 15, MANY = 20;
const body = document.body, video = document.querySelector("video");
const rate = document.querySelector("output"), canvas = document.createElement("canvas");
const context = canvas.getContext("2d", { alpha: false });
let stream = null, lock = null, facing = "environment", run = 0;
let busy = false, flying = 0, next = 0, due = 0, lost = 0, sent = 0, seen = 0, quality = BEST;

function me() {  // the same after a reload: this phone keeps its place
  let name = sessionStorage.getItem("phone");
  if (!name) {
    name = Array.from(crypto.getRandomValues(new Uint8Array(8)), (n) => n.toString(16).padStart(2, "0")).join("");
    sessionStorage.setItem("phone", name);
  }
  return name;
}

function show(state) { body.dataset.state = state; }

function stop(state) {
  run += 1;
  if (stream) stream.getTracks().forEach((track) => track.stop());
  stream = video.srcObject = null;
  if (lock) lock.release().catch(() => {});
  lock = null;
  delete body.dataset.live;
  show(state);
}

async function start() {
  stop("asking");
  const mine = run, wish = body.dataset;
  const size = { width: { ideal: +wish.width }, height: { ideal: +wish.height } };
  const asked = { ...size, frameRate: { ideal: +wish.fps }, facingMode: { ideal: facing } };
  let got = null;
  try {
    got = await navigator.mediaDevices.getUserMedia({ audio: false, video: asked });
  } catch (error) {
    if (mine === run) show(error.name === "NotFoundError" ? "none" : "denied");
    return;
  }
  if (mine !== run) return got.getTracks().forEach((track) => track.stop());
  stream = video.srcObject = got;
  const track = got.getVideoTracks()[0];
  track.onended = () => { if (mine === run) stop("stopped"); };
  wish.facing = track.getSettings().facingMode || "";
  wish.live = "";
  video.play().catch(() => {});
  stayAwake(mine);
  watch(mine);
}

async function stayAwake(mine) {
  try {
    const got = await navigator.wakeLock.request("screen");
    if (mine !== run) return got.release();  // it was stopped meanwhile
    lock = got;
    delete body.dataset.asleep;
  } catch {
    if (mine === run) body.dataset.asleep = "";
  }
}

function watch(mine) {
  if (mine !== run) return;
  if (video.requestVideoFrameCallback) {
    video.requestVideoFrameCallback((now, about) => { watch(mine); take(mine, about.captureTime ?? now); });
  } else {
    requestAnimationFrame((now) => {  // comes more often than pictures do
      watch(mine);
      if (now >= due) take(mine, now);
      if (now >= due) due = now + 900 / body.dataset.fps;
    });
  }
}

function take(mine, taken) {
  seen += 1;
  if (busy || flying >= MOST_FLYING || performance.now() < next || !video.videoWidth) return;
  canvas.width = video.videoWidth;  // they change places when the phone is turned
  canvas.height = video.videoHeight;
  context.drawImage(video, 0, 0);
  busy = true;
  canvas.toBlob((jpeg) => {
    busy = false;
    if (jpeg && mine === run) send(mine, jpeg, performance.timeOrigin + taken);
  }, "image/jpeg", quality);
}

async function send(mine, jpeg, taken) {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  const headers = { "Formcheck-Phone": me(), "Formcheck-Taken": String(taken) };
  const begun = performance.now();
  let status = 0;
  flying += 1;
  try {
    status = (await fetch(location.pathname, {
      method: "POST", body: jpeg, headers, cache: "no-store", credentials: "omit",
      redirect: "error", signal: patience.signal,
    })).status;
  } catch {  // no network, or nobody there
  }
  clearTimeout(timer);
  flying -= 1;
  if (mine === run) heard(status, begun);
}

function heard(status, begun) {
  if (status === 204) {
    sent += 1;
    if (begun >= lost) show("on");  // one that left before the network was lost says nothing
  } else if (status === 409) {
    stop("taken");
  } else if (status === 404 || status === 410) {
    stop("over");
  } else {
    if (status === 413) quality = WORST;
    lost = performance.now();
    next = lost + RETRY_MS;
    show("lost");
  }
}

setInterval(() => {
  rate.textContent = sent;
  if (sent && sent < FEW && seen >= FEW) quality = Math.max(WORST, quality - 0.1);
  if (sent >= MANY) quality = Math.min(BEST, quality + 0.02);
  sent = seen = 0;
}, 1000);

document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && stream) stayAwake(run);
});
document.getElementById("start").addEventListener("click", start);
document.getElementById("stop").addEventListener("click", () => stop("stopped"));
document.getElementById("turn").addEventListener("click", () => {
  facing = (body.dataset.facing || facing) === "user" ? "environment" : "user";
  start();
});
if (!navigator.mediaDevices) show("none");
