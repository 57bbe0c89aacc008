const ACCENTS = /\p{M}/gu;
const NUMBER_SIGN = /n°|nº|№|#/g;

/** What of a column's name matters: "N° de série (Moteur)" and "no de serie moteur" are one. */
export const normalLabel = (label: string): string =>
  label
    .toLowerCase()
    .replace(NUMBER_SIGN, "no ")
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replace(ACCENTS, "")
    .replace(/[^\p{L}\p{N}]/gu, "");
