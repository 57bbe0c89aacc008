import { hasLuhnDigit } from "./luhn";
import { parseDate } from "./parse-date";

/** Forms of identifiers that are the same for every OEM; values are normal ones. */
export const isImei = (text: string): boolean => /^\d{15}$/.test(text) && hasLuhnDigit(text);
/** ITU-T E.118: 89 for telecommunication, at most 19 digits and a check digit. */
export const isIccid = (text: string): boolean => /^89\d{17,18}$/.test(text) && hasLuhnDigit(text);
/** Arrêté du 29 décembre 2020 relatif à l'identification des cycles. */
export const isFnuci = (text: string): boolean => /^[A-Z0-9]{10}$/.test(text);
/** Regulation (EU) 2023/1542, article 77: a unique identifier behind a QR code, by address or name. */
export const isPassport = (text: string): boolean =>
  text.length <= 500 &&
  /^(https?:\/\/[\w-]+\.[^\s<>"\p{C}]+|urn:[a-z0-9][a-z0-9-]{1,31}:[^\s<>"\p{C}]+|did:[a-z0-9]+:[^\s<>"\p{C}]+)$/iu.test(
    text,
  );
export const isDate = (text: string): boolean => parseDate(text).kind !== "none";
/** What a number on a frame or component can be where its maker has given no form. */
export const isPlainIdentifier = (text: string): boolean =>
  /^[\p{L}\p{N}][\p{L}\p{N} ./#:+_-]{1,62}[\p{L}\p{N}]$/u.test(text);
