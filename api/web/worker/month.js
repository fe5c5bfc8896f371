// The answer to the form: one month, in as many questions as it takes.

import { useRef } from "/vendor/htm-preact.js";
import { useAnswer } from "/api.js";
import { contribution, partsOf } from "./ask.js";
import { fieldsOf } from "./form.js";

/** useMonth gives {answers, problem, busy}. While a field is half typed and refused, the answers before it stay, and are stale. */
export function useMonth(form, wants, ready) {
  const last = useRef();
  const items = partsOf(form, wants).map((part) => contribution(part, wants));
  const one = items.length === 1;
  const asked = useAnswer(ready ? (one ? "/contributions" : "/contributions/batch") : null, one ? items[0] : { items });
  const all = asked.answer && (asked.answer.items ?? [asked.answer]);
  const refused = all?.find((a) => a.errors);
  const problem = asked.problem ?? (refused && { ...refused, errors: refused.errors.map((e) => ({ ...e, pointer: e.pointer.replace(/^\/items\/\d+/, "") })) });
  const typing = problem && problem.errors.length > 0 && problem.errors.every((e) => fieldsOf.includes(e.pointer) && e.pointer !== "/city" && e.pointer !== "/month");
  if (all && !refused) last.current = all;
  const answers = all && !refused ? all : typing || asked.busy ? last.current : undefined;
  return { answers, problem, busy: asked.busy };
}
