// What a city asks a flexible worker for differs: an amount, a base, a rate, a tier. Instead of knowing that, the page asks the API with
// nothing chosen, once for the fund and once for the insurances, and shows the fields the answers miss. Where medical insurance has a tier, it
// is that or none, and the answers miss nothing: that it can be chosen is known from the tiers.

import { useRef } from "/vendor/htm-preact.js";
import { useAnswer } from "/api.js";

/**
 * useWants gives {fields: pointers to ask for, noFund, noInsurance: why a part cannot be answered}, or undefined until it is known. tiers is
 * from useTiers.
 */
export function useWants(city, month, flexible, tiers) {
  const blank = (part) => ({ city, month, person: { kind: "flexible" }, [part]: {} });
  const { answer, problem, busy } = useAnswer(flexible && city && month ? "/contributions/batch" : null, { items: [blank("housing_fund"), blank("insurance")] });
  const last = useRef({}); // the items do not say which city and month they are about
  if (!busy) last.current = { city, month, answer };
  if (!flexible) return undefined;
  if (problem && !busy) return { fields: new Set() }; // the question itself will say what is wrong
  if (!last.current.answer || last.current.city !== city || last.current.month !== month) return undefined;
  if (!tiers.problem && (tiers.answer?.city !== city || tiers.answer?.month !== month)) return undefined;
  const [fund, insurance] = last.current.answer.items.map((item, i) => (item.errors ?? []).map((e) => ({ ...e, pointer: e.pointer.replace("/items/" + i, "") })));
  const missing = (errors) => errors.filter((e) => e.code === "required").map((e) => e.pointer);
  const refused = (errors) => errors.find((e) => e.code !== "required")?.message;
  const noFund = refused(fund), noInsurance = refused(insurance);
  const medical = !noInsurance && tiers.answer?.tiers.some((x) => x.insurance === "medical") ? ["/flexible/medical_tier"] : [];
  return { fields: new Set([...(noFund ? [] : missing(fund)), ...(noInsurance ? [] : missing(insurance)), ...medical]), noFund, noInsurance };
}

/** barred are the parts a form asks for and its city cannot answer. */
export const barred = (form, wants) => [form.fund && wants?.noFund && "housing_fund", form.insurance && wants?.noInsurance && "insurance"].filter(Boolean);
