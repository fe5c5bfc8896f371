// The answer to the form for one month, and what the book knows and does not know of it.

import { useMemo, useRef } from "/vendor/htm-preact.js";
import { unknown, useAnswer } from "/api.js";
import { contribution, counted } from "./ask.js";
import { fieldsOf } from "./form.js";

/** useBook reads something of a city on the first day of a month: {answer, problem}, neither until it is there. */
export function useBook(what, city, month) {
  const on = month && month + "-01";
  const { answer, problem, busy } = useAnswer(city && on ? "/cities/" + encodeURIComponent(city) + "/" + what + "?on=" + on : null);
  if (answer?.city === city && answer?.on === on) return { answer };
  return { problem: busy ? undefined : problem };
}

/** useKnown gives a city's values by key; settled is true once there is nothing more to wait for. */
export function useKnown(city, month) {
  const { answer, problem } = useBook("parameters", city, month);
  const known = useMemo(() => Object.fromEntries((answer?.parameters ?? []).map((p) => [p.key, p])), [answer]);
  return { known, settled: Boolean(answer ?? problem) };
}

/** useLacking lists the schemes that cannot be calculated in a city and month; undefined until that is known. */
export function useLacking(city, month) {
  const { answer, problem } = useBook("gaps", city, month);
  return useMemo(() => (answer ?? problem ? [...new Set((answer?.gaps ?? []).flatMap((g) => g.needed_for))] : undefined), [answer, problem]);
}

/**
 * useMonth gives {answer, problem, busy}. While a field is half typed and refused, the answer before it stays, and is stale. A question
 * which is refused for what the book does not hold is asked again without that, once it is known what to leave out.
 */
export function useMonth(form, wants, lacking, ready) {
  const last = useRef();
  const asked = useAnswer(ready ? "/contributions" : null, contribution(counted(form, lacking), wants));
  const waits = asked.problem?.errors.some(unknown) && (!lacking || asked.busy);
  const problem = waits ? undefined : asked.problem;
  const busy = asked.busy || Boolean(waits);
  const typing = problem && problem.errors.length > 0 && problem.errors.every((e) => fieldsOf.includes(e.pointer) && e.pointer !== "/city" && e.pointer !== "/month");
  if (asked.answer) last.current = asked.answer;
  return { answer: asked.answer ?? (typing || busy ? last.current : undefined), problem, busy };
}
