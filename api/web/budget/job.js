// A budget on the service: handed in, followed while it moves, stopped, deleted.

import { useEffect, useState } from "/vendor/htm-preact.js";
import { events, get, post, upload } from "/api.js";
import { lang } from "/words.js";

const pause = 700; // ms between two looks where events do not come through

/** moving tells a state that changes by itself. */
export const moving = (budget) => ["reading", "queued", "running"].includes(budget?.state);

/** path is a budget's address in the API. */
export const path = (id) => "/budgets/" + encodeURIComponent(id);

/**
 * useBudget reads a budget and follows it by its events, or by asking again and again where they do not come: {budget, problem, again}.
 * After a language switch it is read again: its problems are sentences.
 */
export function useBudget(id) {
  const [state, setState] = useState({});
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    setState((last) => (id && last.budget?.id === id ? last : {}));
    if (!id) return;
    const stop = new AbortController();
    let source, timer;
    const read = async () => {
      try {
        const budget = await get(path(id), { signal: stop.signal });
        if (!stop.signal.aborted) setState({ budget });
        return budget;
      } catch (problem) {
        if (!stop.signal.aborted) setState((last) => ({ budget: problem.code === "offline" ? last.budget : undefined, problem }));
        return problem;
      }
    };
    const poll = async () => {
      const answer = await read();
      if (!stop.signal.aborted && (moving(answer) || answer.code === "offline")) timer = setTimeout(poll, answer.code === "offline" ? 4 * pause : pause);
    };
    const listen = () => {
      source = events(path(id) + "/events");
      source.addEventListener("progress", (e) => {
        const { state, progress } = JSON.parse(e.data);
        if (moving({ state })) setState((last) => ({ ...last, budget: last.budget && { ...last.budget, state, progress } }));
        else {
          source.close();
          read();
        }
      });
      source.onerror = () => { // something between lets no events through, or the service has gone
        source.close();
        poll();
      };
    };
    read().then((answer) => {
      if (stop.signal.aborted) return;
      if (moving(answer)) listen();
      else if (answer.code === "offline") timer = setTimeout(poll, 4 * pause);
    });
    return () => {
      stop.abort();
      source?.close();
      clearTimeout(timer);
    };
  }, [id, lang, turn]);
  return { ...state, again: () => setTurn((n) => n + 1) };
}

/** handIn sends a file with its plan, or asks another plan of a table that the service has kept; it gives the budget. */
export function handIn({ file, of, plan, run, keep }, more) {
  if (of) return post("/budgets", { of, plan, run, keep }, more);
  const form = new FormData();
  form.append("plan", JSON.stringify(plan)); // first, so that a plan that cannot be read is refused before the file is sent
  form.append("run", String(run));
  form.append("keep", String(keep));
  form.append("file", file, file.name);
  return upload("/budgets", form, more);
}
