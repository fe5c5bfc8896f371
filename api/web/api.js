// The public API and nothing else: what a page shows, anybody can ask for.

import { useEffect, useLayoutEffect, useRef, useState } from "/vendor/htm-preact.js";
import { lang, say, words } from "./words.js";

const base = "/api/v1";
const address = (path, language) => base + path + (path.includes("?") ? "&" : "?") + "lang=" + language;

/** Problem is a refusal: RFC 9457 with all its errors. A network failure is one too, with the code "offline". */
export class Problem extends Error {
  constructor(body) {
    super(body.title);
    Object.assign(this, { code: body.code, title: body.title, detail: body.detail, status: body.status, errors: body.errors ?? [] });
  }
}

async function ask(path, init, language = lang) {
  let answer;
  try {
    answer = await fetch(address(path, language), init);
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Problem({ code: "offline", title: say(words.offline) });
  }
  if (answer.ok) return answer;
  let body;
  try {
    body = await answer.json();
  } catch {
    body = { code: "unreadable", status: answer.status, title: answer.status + " " + answer.statusText };
  }
  throw new Problem(body);
}

/** readJSON reads an answer; one that breaks off is no answer. */
async function readJSON(answer) {
  try {
    return await answer.json();
  } catch (failure) {
    if (failure.name === "AbortError") throw failure;
    throw new Problem({ code: "offline", title: say(words.offline) });
  }
}

const posted = (body, more = {}) => ({ method: "POST", headers: { "Content-Type": "application/json", ...more.headers }, body: JSON.stringify(body), signal: more.signal });

/** get reads JSON. */
export const get = async (path, { signal } = {}) => readJSON(await ask(path, { signal }));

/** post sends a question and reads the JSON of the answer. */
export const post = async (path, body, more) => readJSON(await ask(path, posted(body, more)));

/** postRaw sends a question and gives the whole response, for headers and pictures. */
export const postRaw = (path, body, more) => ask(path, posted(body, more));

/** getRaw is the same for reading. */
export const getRaw = (path, more) => ask(path, more);

const keys = new Map();

/** saveScenario keeps a scenario and gives its id. Sent twice, by a double click or over a bad line, it is kept once. */
export function saveScenario(scenario) {
  const text = JSON.stringify(scenario);
  if (!keys.has(text)) keys.set(text, [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join(""));
  return post("/scenarios", { scenario }, { headers: { "Idempotency-Key": keys.get(text) } });
}

/** remove deletes something; there is nothing to read in the answer. */
export const remove = async (path) => void (await ask(path, { method: "DELETE" }));

/**
 * upload sends a form with a file and reads the JSON of the answer; onProgress(part) is told from 0 to 1 how much of it has been sent,
 * which fetch does not tell.
 */
export const upload = (path, form, { signal, onProgress } = {}) => new Promise((done, failed) => {
  const request = new XMLHttpRequest();
  const offline = () => failed(new Problem({ code: "offline", title: say(words.offline) }));
  request.open("POST", address(path, lang));
  request.responseType = "json";
  request.upload.onprogress = (e) => e.lengthComputable && onProgress?.(e.loaded / e.total);
  request.onload = () => {
    if (request.status < 300) done(request.response);
    else failed(new Problem(request.response ?? { code: "unreadable", status: request.status, title: request.status + " " + request.statusText }));
  };
  request.onerror = offline;
  request.ontimeout = offline;
  request.onabort = () => failed(new DOMException("", "AbortError"));
  signal?.addEventListener("abort", () => request.abort());
  request.send(form);
});

/** file is the address of a file of the API, for a link, in the page's language. */
export const file = (path) => address(path, lang);

/** events is the address of a stream of events. */
export const events = (path) => new EventSource(base + path);

const wait = 100; // ms of silence before a question is sent, so that not every key is one

/** passing tells whether the same question may be answered later; what is no answer of the API's is of something in between. */
const passing = (problem) => problem.code === "offline" || problem.code === "unreadable" || problem.status >= 500 || problem.status === 429;

/** retry asks again whatever on the page could not be answered for a passing reason. */
const retry = () => document.dispatchEvent(new Event("again"));

/**
 * useAnswer asks as the question changes: {answer, problem, busy, again}. `body` undefined means GET, `path` null means nothing to ask.
 * A question on its way is given up for a newer one; the last answer stays until the new one is there, or a refusal. A problem that may
 * pass has `again`, for the button beside the sentence.
 */
export function useAnswer(path, body, { delay = wait, read = get } = {}) {
  const [state, setState] = useState({ question: null });
  const [turn, setTurn] = useState(0);
  const asked = useRef(false);
  const question = path === null ? null : path + "\n" + lang + "\n" + (body === undefined ? "" : JSON.stringify(body));
  useEffect(() => {
    if (question === null) {
      setState({ question });
      return;
    }
    const stop = new AbortController();
    const options = { signal: stop.signal };
    const send = async () => {
      try {
        const answer = body === undefined ? await read(path, options) : await post(path, body, options);
        if (!stop.signal.aborted) setState({ answer, question });
      } catch (problem) {
        if (passing(problem)) problem.again = retry;
        if (!stop.signal.aborted) setState((last) => ({ answer: problem.code === "offline" ? last.answer : undefined, problem, question }));
      }
    };
    // Also where the same is asked again: then what may pass is not said until it is known whether it has.
    setState((last) => ({ answer: last.answer, problem: last.problem?.again ? undefined : last.problem }));
    const timer = setTimeout(send, asked.current ? delay : 0); // the first question has nobody typing
    asked.current = true;
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [question, turn]);
  const again = () => setTurn((n) => n + 1);
  const waits = Boolean(state.problem?.again);
  useLayoutEffect(() => { // as early as the button is there
    if (!waits) return;
    const stop = new AbortController();
    for (const [target, event] of [[window, "online"], [window, "focus"], [document, "again"]]) target.addEventListener(event, again, { signal: stop.signal });
    return () => stop.abort();
  }, [waits]);
  return { answer: state.answer, problem: state.problem, busy: state.question !== question, again };
}

// What a page does about a refusal whose hint tells a caller of the API what to do.
const own = {
  unknown_place: { zh: "请从列表中选一个城市。", en: "Choose a city from the list." },
  before_first_value: { zh: "请改选较晚的月份。", en: "Choose a later month." },
  value_unknown: { zh: "政策库里列着这里还缺什么。", en: "The policy book lists what is missing here." },
  value_ended: { zh: "请改选较早的月份。", en: "Choose an earlier month." },
  not_eligible: { zh: "", en: "" },
};

/** advice is what to do about an error, for somebody in front of a page. */
export const advice = (e) => (own[e.code] ? say(own[e.code]) : e.hint ?? "");

/** unknown tells whether an error is about what the book does not hold, and nothing that was entered. */
export const unknown = (e) => ["value_unknown", "before_first_value", "value_ended", "not_known_then"].includes(e.code);

/** at finds what a problem says about a place of the question: its message and hint, or undefined. Places below it count. */
export function at(problem, pointer) {
  const found = problem?.errors.filter((e) => e.pointer === pointer || e.pointer?.startsWith(pointer + "/")) ?? [];
  return found.length ? found.map((e) => (e.message + " " + advice(e)).trim()).join(" ") : undefined;
}

const kept = new Map();

/** once reads something of the book that does not change while the page is open: the cities, a city's rules. */
export function once(path, language = lang) {
  const key = path + "\n" + language;
  if (!kept.has(key)) {
    const asking = ask(path, {}, language).then(readJSON);
    asking.catch(() => kept.delete(key)); // so that the next one tries again
    kept.set(key, asking);
  }
  return kept.get(key);
}

/** useOnce is useAnswer for what once reads. */
export const useOnce = (path) => useAnswer(path, undefined, { delay: 0, read: (p) => once(p) });

/** useThisMonth gives {month, problem}: the service says which month it is, as a visitor's clock may be anywhere. */
export function useThisMonth(wanted = true) {
  const { answer, problem } = useOnce(wanted ? "/cities/wuhan/tiers" : null);
  return { month: answer?.month, problem };
}

/** useRules gives the texts of a city's rules by id: rules["WH-2.3"].text. */
export function useRules(city) {
  const { answer } = useOnce(city ? "/cities/" + encodeURIComponent(city) : null);
  return Object.fromEntries((answer?.id === city ? answer.rules : []).map((r) => [r.id, r]));
}

/** useChecked is the day a city's values were last looked at, undefined until it is known. */
export function useChecked(city) {
  const { answer } = useOnce(city ? "/cities/" + encodeURIComponent(city) : null);
  return answer?.id === city ? answer.checked : undefined;
}
