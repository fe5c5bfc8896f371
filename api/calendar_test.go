package api_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ics "github.com/arran4/golang-ical"

	"fenhao/api"
)

func calendarOf(t *testing.T, service http.Handler, address string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	service.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/api/v1/cities/"+address, nil))
	return w
}

// UR-9, UR-12d, UR-21: twelve days of remittance, the recalculation, the new base and the settlement.
func TestCalendarOfUrumqi(t *testing.T) {
	service := api.New(api.Options{})
	w := calendarOf(t, service, "urumqi/calendar.ics?year=2026")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "text/calendar; charset=utf-8" || !strings.Contains(w.Header().Get("Content-Disposition"), "fenhao-urumqi-2026.ics") {
		t.Fatal(w.Code, w.Header())
	}
	cal, err := ics.ParseCalendar(strings.NewReader(w.Body.String()))
	if err != nil {
		t.Fatal(err)
	}
	days := map[string][]string{}
	for _, e := range cal.Events() {
		start, err := e.GetAllDayStartAt()
		if err != nil {
			t.Fatal(err)
		}
		end, err := e.GetAllDayEndAt()
		if err != nil || end.Sub(start) != 24*time.Hour {
			t.Errorf("%s ends %v", e.Id(), end)
		}
		name := strings.Split(e.Id(), "-")[1]
		days[name] = append(days[name], start.Format(time.DateOnly))
	}
	if len(days["remit"]) != 12 || days["remit"][0] != "2026-01-15" || days["remit"][11] != "2026-12-15" {
		t.Error(days["remit"])
	}
	for name, want := range map[string]string{"base_adjusted": "2026-06-30", "base_in_force": "2026-07-01", "interest_settled": "2026-06-30"} {
		if len(days[name]) != 1 || days[name][0] != want {
			t.Errorf("%s: %v", name, days[name])
		}
	}
}

// ZZ-8b: a window is one event from its first day to its last; the end of an all-day event is the day after.
func TestCalendarOfZhengzhou(t *testing.T) {
	body := calendarOf(t, api.New(api.Options{}), "zhengzhou/calendar.ics?year=2026&lang=en").Body.String()
	for _, want := range []string{"DTSTART;VALUE=DATE:20260701\r\n", "DTEND;VALUE=DATE:20260716\r\n", "UID:zhengzhou-base_change-2026-07-15@fenhao\r\n"} {
		if !strings.Contains(body, want) {
			t.Errorf("%q is missing in\n%s", want, body)
		}
	}
}

// RFC 5545: lines end with CR LF and are at most 75 octets long, and no character is cut in two.
func TestCalendarLines(t *testing.T) {
	service := api.New(api.Options{})
	for _, city := range []string{"changzhou", "urumqi", "wuhan", "wuxi", "zhengzhou"} {
		body := calendarOf(t, service, city+"/calendar.ics?year=2026").Body.String()
		if strings.Count(body, "\n") != strings.Count(body, "\r\n") {
			t.Errorf("%s: a line does not end with CR LF", city)
		}
		for line := range strings.SplitSeq(body, "\r\n") {
			if len(line) > 75 || !utf8.ValidString(line) {
				t.Errorf("%s: %d octets: %q", city, len(line), line)
			}
		}
	}
}

// The clock is not in the file: asked later, it is the same, and who has it already is told so.
func TestCalendarIsTheSameEveryTime(t *testing.T) {
	first := api.New(api.Options{Now: func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) }})
	later := api.New(api.Options{Now: func() time.Time { return time.Date(2026, 12, 31, 15, 0, 0, 0, time.UTC) }})
	a, b := calendarOf(t, first, "wuxi/calendar.ics"), calendarOf(t, later, "wuxi/calendar.ics")
	if a.Body.String() != b.Body.String() || a.Header().Get("ETag") == "" || a.Header().Get("ETag") != b.Header().Get("ETag") {
		t.Error("two answers to one question")
	}
	// The year of "now" is Beijing's: an hour before midnight in London it is 2027 there.
	newYear := api.New(api.Options{Now: func() time.Time { return time.Date(2026, 12, 31, 16, 0, 0, 0, time.UTC) }})
	if body := calendarOf(t, newYear, "wuxi/calendar.ics").Body.String(); !strings.Contains(body, "20270115") || strings.Contains(body, "20260115") {
		t.Error("the year is not Beijing's")
	}
}

func TestCalendarRefuses(t *testing.T) {
	service := api.New(api.Options{})
	for address, want := range map[string]int{
		"wuxi/calendar.ics?year=26": 422, "wuxi/calendar.ics?year=abcd": 422, "wuxi/calendar.ics?year=9999": 422, "wuxi/calendar.ics?jahr=2026": 400, "atlantis/calendar.ics": 404,
	} {
		if w := calendarOf(t, service, address); w.Code != want || w.Header().Get("Content-Type") != "application/problem+json" || w.Header().Get("Content-Disposition") != "" {
			t.Errorf("%s: %d %v", address, w.Code, w.Header())
		}
	}
}
