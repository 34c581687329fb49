// Pages elsewhere, as strangers write them: servers of ours that tests point at, by HTTP and HTTPS, and names that lead there.
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';

/** Of `public.test` and `other.test`, signed by itself: it protects nothing. */
export const testCertificate = {
  key: `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg7Tx6prC6xHB/dOvZ
CBjbDREADCrH29/AxrSgxA/sQ32hRANCAAQENOGnjxjT+nRS0UFnEcCdI9oCsWwZ
z+0GVsao1BYGa8/LHQvWG+HVxZvRxfAUk3CT+TZpzxSUSUy+VBSXwfnv
-----END PRIVATE KEY-----`,
  cert: `-----BEGIN CERTIFICATE-----
MIIBpjCCAUugAwIBAgIUDYcMF5j9t5P+qOiusx6cvDKXZGAwCgYIKoZIzj0EAwIw
FTETMBEGA1UEAwwKVGVzdCBwYWdlczAgFw0yNjExMjExNjM0MDhaGA8yMTI2MTAy
ODE2MzQwOFowFTETMBEGA1UEAwwKVGVzdCBwYWdlczBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABAQ04aePGNP6dFLRQWcRwJ0j2gKxbBnP7QZWxqjUFgZrz8sdC9Yb
4dXFm9HF8BSTcJP5NmnPFJRJTL5UFJfB+e+jdzB1MB0GA1UdDgQWBBT4hOGa0FWD
BsgXGOQol6FDN5LpdjAfBgNVHSMEGDAWgBT4hOGa0FWDBsgXGOQol6FDN5LpdjAP
BgNVHRMBAf8EBTADAQH/MCIGA1UdEQQbMBmCC3B1YmxpYy50ZXN0ggpvdGhlci50
ZXN0MAoGCCqGSM49BAMCA0kAMEYCIQDzn/OKjr5sCJQ6szi+ki2L1PH1GsNLPOkH
ZLfiHqvsEQIhAPP80Oj/s6qtNZi82vWKX5o9Jg+Wic6ZhVC1GtfERTM4
-----END CERTIFICATE-----`,
};

export interface PageServer {
  readonly port: number;
  /** How many connections were made to it. */
  readonly connections: () => number;
  close(): Promise<void>;
}

function listen(server: Server & { closeAllConnections(): void }, host: string): Promise<PageServer> {
  let connections = 0;
  server.on('connection', () => {
    connections += 1;
  });
  return new Promise((resolve) => {
    server.listen(0, host, () => {
      const { port } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((closed) => {
          server.close(() => closed());
          server.closeAllConnections();
        });
      resolve({ port, connections: () => connections, close });
    });
  });
}

/** A server on a free port. */
export const servePages = (answer: RequestListener, host = '127.0.0.1'): Promise<PageServer> =>
  listen(createServer(answer), host);

export const serveSecurePages = (answer: RequestListener): Promise<PageServer> =>
  listen(createSecureServer(testCertificate, answer), '127.0.0.1');
