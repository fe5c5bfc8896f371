// What a city asks a flexible worker for differs: an amount, a base, a rate, a tier. Instead of knowing that, the page asks the API with
// nothing chosen, once for the fund and once for the insurances, and shows the fields the answers miss.

import { useAnswer } from "/api.js";

/** useWants gives {fields: pointers to ask for, noFund, noInsurance: why a part cannot be answered}, or undefined until it is known. */
export function useWants(city, month, flexible) {
  const blank = (part) => ({ city, month, person: { kind: "flexible" }, [part]: {} });
  const { answer, problem } = useAnswer(flexible && city && month ? "/contributions/batch" : null, { items: [blank("housing_fund"), blank("insurance")] });
  if (flexible && problem) return { fields: new Set() }; // the question itself will say what is wrong
  if (!flexible || !answer) return undefined;
  const [fund, insurance] = answer.items.map((item, i) => (item.errors ?? []).map((e) => ({ ...e, pointer: e.pointer.replace("/items/" + i, "") })));
  const missing = (errors) => errors.filter((e) => e.code === "required").map((e) => e.pointer);
  const barred = (errors) => errors.find((e) => e.code !== "required")?.message;
  const noFund = barred(fund), noInsurance = barred(insurance);
  return { fields: new Set([...(noFund ? [] : missing(fund)), ...(noInsurance ? [] : missing(insurance))]), noFund, noInsurance };
}
