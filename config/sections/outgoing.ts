import { isIP } from 'node:net';
import Joi from 'joi';
import { key } from '../key.ts';
import { list } from '../schemas.ts';

/** `address`, `address:port` or `[address]:port`. */
const dnsServer = () =>
  Joi.string().custom((value: string, helpers) => {
    const [, bracketed, plain] = /^(?:\[([^\]]+)\](?::\d{1,5})?|(\d+(?:\.\d+){3})(?::\d{1,5})?)$/.exec(value) ?? [];
    if (isIP(bracketed ?? plain ?? value) !== 0) return value;
    return helpers.message({ custom: '{{#label}} must be network addresses, each with a port if you like' });
  });

export const outgoing = {
  title: 'Outgoing requests',
  keys: {
    allowPrivate: key(
      'OUTGOING_PRIVATE_NETWORKS',
      Joi.boolean(),
      false,
      'If true, links of people may lead into networks of your own, to this machine too, and their pages are asked without https. Only where you trust everybody who has an account.',
    ),
    ports: key<number[]>(
      'OUTGOING_PORTS',
      list(Joi.number().port()),
      [80, 443],
      'The ports of other hosts that are asked.',
    ),
    dnsServers: key<string[] | undefined>(
      'OUTGOING_DNS_SERVERS',
      list(dnsServer()),
      undefined,
      'DNS servers that are asked for the hosts of links; default those of the system.',
    ),
    linkRecheckDays: key(
      'LINK_RECHECK_DAYS',
      Joi.number().integer().min(1).max(365),
      7,
      'Days, about, between two checks of a link that was proved.',
    ),
    linkGraceChecks: key(
      'LINK_GRACE_CHECKS',
      Joi.number().integer().min(1).max(100),
      3,
      'So many scheduled checks in a row, a day apart, must fail before a link is no longer shown as proved.',
    ),
  },
} as const;
