"""How the journal words what this room did."""

from __future__ import annotations

from django.utils.translation import gettext_noop

SENTENCES = {
    "people.account_opened": gettext_noop("opened an account for %(name)s"),
    "people.account_closed": gettext_noop("closed the account of %(name)s"),
    "people.account_reopened": gettext_noop("reopened the account of %(name)s"),
    "people.role_given": gettext_noop("gave %(name)s the role %(role)s in %(place)s from %(since)s"),
    "people.role_ended": gettext_noop(
        "set %(last_day)s as the last day of %(name)s as %(role)s in %(place)s"
    ),
    "people.password_changed": gettext_noop("changed the password of %(name)s"),
    "people.password_set": gettext_noop("set a one-time password for %(name)s"),
    "people.person_began": gettext_noop(
        "entered person no. %(number)s in the staff file of %(place)s from %(since)s"
    ),
    "people.person_changed": gettext_noop("put right what is told of person no. %(number)s"),
    "people.position_changed": gettext_noop("put right the work of person no. %(number)s in %(place)s"),
    "people.person_moved": gettext_noop(
        "moved person no. %(number)s from %(was)s to %(place)s from %(since)s"
    ),
    "people.person_left": gettext_noop(
        "set %(last_day)s as the last day of person no. %(number)s in the staff file of %(place)s"
    ),
    "people.person_taken_back": gettext_noop("took back the entry of person no. %(number)s in %(place)s"),
    "people.account_tied": gettext_noop("tied the account of %(name)s to person no. %(number)s"),
    "people.account_untied": gettext_noop("untied the account from person no. %(number)s"),
    "people.guardian_set": gettext_noop("wrote down the guardian of person no. %(number)s"),
    "people.training_added": gettext_noop("wrote down a course of person no. %(number)s"),
    "people.training_removed": gettext_noop("struck out a course of person no. %(number)s"),
    "people.data_seen": gettext_noop("opened the personal data of person no. %(number)s"),
    "people.data_taken": gettext_noop("took away a list with personal data of %(number)s people"),
    "people.copy_taken": gettext_noop("took a copy of all data of person no. %(number)s"),
    "people.consent_given": gettext_noop("wrote down that person no. %(number)s agrees to: %(purpose)s"),
    "people.consent_withdrawn": gettext_noop(
        "wrote down that person no. %(number)s no longer agrees to: %(purpose)s"
    ),
    "people.data_asked": gettext_noop(
        "wrote down request no. %(request)s about the data of person no. %(number)s"
    ),
    "people.data_answered": gettext_noop(
        "carried out request no. %(request)s about the data of person no. %(number)s"
    ),
    "people.data_refused": gettext_noop(
        "refused request no. %(request)s about the data of person no. %(number)s"
    ),
    "people.retention": gettext_noop(
        "erased what was past its period of %(days)s days: %(number)s (%(kind)s)"
    ),
    "people.moved": gettext_noop("moved %(name)s from %(left)s to %(place)s from %(since)s"),
    "people.left_service": gettext_noop("set %(last_day)s as the last day of %(name)s in the service"),
    "people.invited": gettext_noop("invited %(name)s into %(place)s"),
    "people.invitation_withdrawn": gettext_noop("withdrew the invitation of %(name)s into %(place)s"),
    "people.invitation_accepted": gettext_noop("accepted the invitation into %(place)s"),
    "people.app_added": gettext_noop("added an app for codes to the account of %(name)s"),
    "people.passkey_added": gettext_noop("added the passkey “%(key)s” to the account of %(name)s"),
    "people.factor_removed": gettext_noop("took a second factor from the account of %(name)s"),
    "people.codes_renewed": gettext_noop("made new recovery codes for %(name)s"),
    "people.code_used": gettext_noop("signed in with a recovery code; %(left)s are left"),
    "people.factors_reset": gettext_noop("took every second factor from the account of %(name)s"),
    "people.factor_demanded": gettext_noop(
        "demanded a second factor of everybody in %(place)s from %(since)s"
    ),
    "people.demand_ended": gettext_noop("ended the demand of a second factor in %(place)s with %(last_day)s"),
    "people.sign_in_ended": gettext_noop("ended a sign-in of %(name)s (%(browser)s)"),
    "people.sign_ins_ended": gettext_noop("ended %(count)s sign-ins of %(name)s"),
    "people.sign_on_bound": gettext_noop("bound the account of %(name)s to the sign-on %(issuer)s"),
    "people.sign_on_unbound": gettext_noop("loosed the account of %(name)s from the sign-on"),
    "people.unlocked": gettext_noop("let %(name)s try to sign in again"),
}
