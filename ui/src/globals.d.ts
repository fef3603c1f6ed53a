/** Whether this build talks to a host over HTTP: browser tests only. */
declare const __HTTP__: boolean;
