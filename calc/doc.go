// Package calc holds what the rules say for one month or one day. Everything below it is pure: months, dates, places and seeds are
// arguments; there is no clock, no disk at run time, no network and no randomness.
//
// In order of import:
//
//	lang          the two languages
//	money civil   amounts and rates, months and dates
//	fault         what can be wrong with a question
//	policy        the book of dated figures
//	contribution  who pays how much in a month
//	tax           income tax on wages
//	pension       when one retires
//	fund          the housing-fund account over time
//	loan          who may borrow, how much, and how it is paid back
//	procedure     how things are done, when, and until when
//
// The six on the last lines never import each other: a balance, a history or a snapshot is an argument.
package calc
