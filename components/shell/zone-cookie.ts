/** Name of the cookie that tells the server the viewer's time zone. */
export const ZONE_COOKIE = "slipstream-zone";
