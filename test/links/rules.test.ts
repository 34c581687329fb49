// What counts as a link back, and which hosts can be whose: the rules without a network.
import { findBackLinks } from '../../src/links/back-links.ts';
import { isPlainHost, isSamePlace, methodsFor, provesHost } from '../../src/links/methods.ts';
import { comparable } from '../../src/links/profile-addresses.ts';

const home = 'https://people.example/@ada';

it.each([
  `<a rel="me" href="${home}">`,
  `<link rel=me href=${home}>`,
  `<A HREF='${home}' REL='nofollow ME noopener'>Ada</A>`,
  `<a rel="nofollow\n\tme" href=" ${home} ">`,
  `<p><div><a href="https://people.example/&#64;ada" rel="me">`,
  `<template></template><!-- --><iframe src="x"></iframe><a rel="me" href="${home}">`,
  `<body></template></iframe><a rel="me" href="${home}">`,
])('%s leads back', (html) => {
  expect(findBackLinks(html).map((href) => comparable(href))).toEqual([comparable(home)]);
});

it.each([
  `<a href="${home}">`,
  `<a rel="nofollow" href="${home}">`,
  `<a rel="metoo some-me me-not" href="${home}">`,
  `<a rel="me">${home}</a>`,
  `<area rel="me" href="${home}"><form rel="me" href="${home}">`,
  `<!-- <a rel="me" href="${home}"> -->`,
  `<iframe><a rel="me" href="${home}"></iframe>`,
  `<iframe srcdoc='<a rel="me" href="${home}">'></iframe>`,
  `<template><div><a rel="me" href="${home}"></div></template>`,
  `<template><template></template><a rel="me" href="${home}"></template>`,
  `<template><a rel="me" href="${home}">`,
  `<noscript><a rel="me" href="${home}"></noscript>`,
  `<script>document.write('<a rel="me" href="${home}">')</script>`,
  `<style><a rel="me" href="${home}"></style>`,
  `<textarea><a rel="me" href="${home}"></textarea>`,
  `<title><a rel="me" href="${home}"></title>`,
  `<xmp><a rel="me" href="${home}"></xmp>`,
  `&lt;a rel="me" href="${home}"&gt;`,
  `<p title='<a rel="me" href="${home}">'>`,
])('%s does not', (html) => {
  expect(findBackLinks(html)).toEqual([]);
});

it('reads a page of any length in the time that its length takes', () => {
  const length = 1024 * 1024;
  const fill = (piece: string) => piece.repeat(length / piece.length);
  const nested = `${'<b>'.repeat(length / 6)}${'</x>'.repeat(length / 8)}`;
  const pages = ['<b>', '<p><b>', '<', '&', '<!--', '<a x=', '</scrip', '<template>', '<a rel=me '].map(fill);
  for (const page of [nested, ...pages]) findBackLinks(`<a rel="me" href="${home}">${page}`);
  expect(findBackLinks(`<a rel="me" href="${home}">${nested}`)).toEqual([home]);
  expect(findBackLinks(`${nested}<a rel="me" href="${home}">`)).toEqual([]);
  expect(findBackLinks(`${'<div>'.repeat(200)}${fill('<p>text</p>')}<a rel="me" href="${home}">`)).toEqual([home]);
});

it('compares addresses and not their spelling', () => {
  for (const same of [
    'https://PEOPLE.example/@ada/',
    'https://people.example:443/%40Ada',
    'https://people.example/@ada#top',
  ])
    expect(comparable(same)).toBe(comparable(home));
  const others = [
    'http://people.example/@ada',
    'https://people.example/@ada2',
    'https://people.example/@ada?x=1',
    'https://people.example/%zz',
    'https://people.example@evil.example/@ada',
    '/@ada',
    '@ada',
  ];
  for (const other of others) expect(comparable(other)).not.toBe(comparable(home));
});

it.each([
  ['acme.com', 'acme.com', true],
  ['acme.com', 'www.acme.com', true],
  ['acme.com', 'blog.acme.com', true],
  ['mail.acme.com', 'acme.com', false],
  ['acme.com', 'notacme.com', false],
  ['com', 'acme.com', false],
  ['gmail.com', 'gmail.com', false],
  ['googlemail.com', 'googlemail.com', false],
  ['github.io', 'ada.github.io', false],
  ['ada.github.io', 'ada.github.io', false],
  ['acme.co.uk', 'shop.acme.co.uk', true],
  ['co.uk', 'acme.co.uk', false],
  ['acme.uk.com', 'www.acme.uk.com', true],
  ['uk.com', 'acme.uk.com', false],
  ['amazonaws.com', 'ada.s3.amazonaws.com', false],
])('an address at %s proves %s: %s', (domain, host, expected) => {
  expect(provesHost(domain, host)).toBe(expected);
});

it('a host is somebody’s own only where it can be', () => {
  const ways = (network: string, url: string) => methodsFor({ network, url }).length;
  expect(ways('website', 'https://ada.example/')).toBe(3);
  expect(ways('personal', 'https://www.ada.example/about')).toBe(3);
  for (const url of [
    'https://github.com/ada',
    'https://gist.github.com/ada',
    'https://ada.github.io/',
    'https://ada.wordpress.com/',
    'https://medium.com./@ada',
    'https://gmail.com/',
    'https://93.184.216.34/',
    'https://[2606:4700::1]/',
    'https://localhost/',
    'https://co.uk/',
  ])
    expect([url, ways('website', url)]).toEqual([url, 1]);
  expect(ways('mastodon', 'https://social.example/@ada')).toBe(1);
});

it('a page that was reached is still the one of the link', () => {
  const website = { network: 'website', url: 'https://ada.example/' };
  const github = { network: 'github', url: 'https://github.com/ada' };
  expect(isSamePlace(website, 'https://www.ada.example/en/')).toBe(true);
  expect(isSamePlace(website, 'https://evil.example/')).toBe(false);
  expect(isSamePlace(website, 'https://ada.example.evil.example/')).toBe(false);
  expect(isSamePlace(github, 'https://github.com/Ada/')).toBe(true);
  expect(isSamePlace(github, 'https://github.com/somebody-else')).toBe(false);
});

it('a host in letters that look like others is not what is looked up', () => {
  expect(isPlainHost('https://ada.example:8443/x')).toBe(true);
  expect(isPlainHost('https://ADA.example')).toBe(true);
  expect(isPlainHost('https://аda.example/')).toBe(false);
  expect(isPlainHost('https://ａda.example/')).toBe(false);
  expect(isPlainHost('https://2130706433/')).toBe(false);
});
