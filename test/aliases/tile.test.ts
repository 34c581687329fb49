// Pictures of aliases: each animal is drawn, each differently, and nothing in them can run or load.
import { animals } from '../../src/aliases/animals.ts';
import { drawTile } from '../../src/aliases/tile.ts';

const seed = Buffer.alloc(32, 7);

test('there are enough animals, and each is one capitalised word', () => {
  expect(animals.length).toBeGreaterThanOrEqual(40);
  for (const animal of animals) expect(animal).toMatch(/^[A-Z][a-z]+$/);
});

test('every animal is drawn unlike any other', () => {
  const drawings = animals.map((animal) => drawTile(animal, seed).replace(/<title>.*<\/title>/, ''));
  expect(new Set(drawings).size).toBe(animals.length);
});

test('the seed decides the colours and nothing else does', () => {
  expect(drawTile('Panda', seed)).toBe(drawTile('Panda', Buffer.alloc(32, 7)));
  expect(drawTile('Panda', seed)).not.toBe(drawTile('Panda', Buffer.alloc(32, 8)));
});

test.each(animals.map((animal) => [animal]))('%s is small and inert', (animal) => {
  const svg = drawTile(animal, seed);
  expect(svg.length).toBeLessThan(3000);
  expect(svg).not.toMatch(/undefined|NaN|<script|<style|style=|href|url\(|\bon\w+=|<foreignObject|<image/i);
});
