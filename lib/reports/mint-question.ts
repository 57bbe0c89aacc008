import type { AskedQuestion } from "./asked-question";

type Plain<T> = { [K in keyof T as K extends symbol ? never : K]: T[K] };

/** The only maker of asked questions; the arrows keep it inside lib/reports and tests. */
export const mintQuestion = (question: Plain<AskedQuestion>): AskedQuestion => question as AskedQuestion;
