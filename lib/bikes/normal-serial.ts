/** A serial or frame number as it is compared: upper case without spaces and signs. */
export const normalSerial = (text: string): string => text.toUpperCase().replace(/[\s./_-]+/g, "");
